package io.mce.app;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.Micronaut;
import io.micronaut.runtime.server.EmbeddedServer;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the server. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "MCE",
            version = "1",
            description =
                "Leads, conversations, campaigns and workflows of one organization. Log in for a"
                    + " token, send it as a bearer token, and name the organization in X-Org-Id."),
    security = @SecurityRequirement(name = "token"))
@SecurityScheme(
    name = "token",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT")
public final class Application {

  private static final Logger log = LoggerFactory.getLogger(Application.class);

  private Application() {}

  /** Starts the server and returns once it accepts requests. */
  public static void main(String[] arguments) {
    ApplicationContext context = builder(arguments).build();
    // Micronaut's own hook stops the server before its requests have their answers.
    Runtime.getRuntime().addShutdownHook(new Thread(context::close, "shutdown"));
    try {
      EmbeddedServer server = context.start().getBean(EmbeddedServer.class).start();
      log.info("listening on {}", server.getURI());
    } catch (RuntimeException e) {
      configurationError(e)
          .ifPresentOrElse(
              error -> log.error("the server cannot start:\n{}", error.getMessage()),
              () -> log.error("the server cannot start", e));
      System.exit(1);
    }
  }

  /** What every start of the server has in common. */
  static ApplicationContextBuilder builder(String... arguments) {
    // Guice generates no classes then, and the JVM has nothing to warn about; before Guice loads.
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
    return Micronaut.build(arguments).mainClass(Application.class).banner(false);
  }

  private static Optional<MceException> configurationError(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .filter(MceException.class::isInstance)
        .map(MceException.class::cast)
        .filter(error -> error.code() == ErrorCode.CONFIGURATION)
        .findFirst();
  }
}
