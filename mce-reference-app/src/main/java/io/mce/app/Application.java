package io.mce.app;

import io.micronaut.runtime.Micronaut;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

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
  private Application() {}

  /** Starts the server and returns once it accepts requests. */
  public static void main(String[] arguments) {
    // Guice generates no classes then, and the JVM has nothing to warn about; before Guice loads.
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
    Micronaut.build(arguments).mainClass(Application.class).banner(false).start();
  }
}
