package io.mce.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.app.setup.AppDatabase;
import io.mce.app.setup.ServerSettings;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RepeatsTest {

  private final Actor actor = Actor.system(new OrganizationId(UUID.randomUUID()), "test");
  @TempDir Path folder;
  private ApplicationContext context;

  @BeforeEach
  void start() {
    context =
        ApplicationContext.builder()
            .singletons(ServerSettings.from(Map.of("MCE_DATA_DIR", folder.toString())))
            .start();
  }

  @AfterEach
  void stop() {
    context.close();
  }

  private MutableHttpResponse<?> once(Supplier<MutableHttpResponse<?>> work) {
    HttpRequest<?> request = HttpRequest.POST("/api/things", "{}").header(Repeats.HEADER, "key");
    return context.getBean(Repeats.class).once(request, actor, Map.of(), work);
  }

  @Test
  void a_request_that_failed_may_be_sent_again() {
    assertThatThrownBy(() ->
            once(() -> {
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
    assertThat(once(() -> HttpResponse.created("done")).code()).isEqualTo(201);
  }

  @Test
  void what_was_done_is_answered_and_not_done_again_when_its_answer_cannot_be_kept() {
    Object notJson =
        new Object() {
          @SuppressWarnings("unused")
          public String getName() {
            throw new IllegalStateException("not JSON");
          }
        };
    assertThat(once(() -> HttpResponse.created(notJson)).code()).isEqualTo(201);
    assertThatThrownBy(() -> once(() -> HttpResponse.created("twice")))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo("IN_PROGRESS"));
  }

  @Test
  void a_failure_is_told_even_when_the_database_is_gone() {
    assertThatThrownBy(() ->
            once(() -> {
              context.getBean(AppDatabase.class).close();
              throw new IllegalStateException("the reason");
            }))
        .hasMessage("the reason");
  }
}
