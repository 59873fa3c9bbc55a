package io.mce.app.http;

import io.mce.app.setup.AppSealedColumn;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What is sealed of kept answers. */
@Factory
final class AnswerSeals {

  @Singleton
  AppSealedColumn bodies() {
    return new AppSealedColumn(
        "mce_app_answer",
        "body_sealed",
        List.of("organization_id", "actor_id", "idempotency_key"),
        Optional.of("organization_id"),
        Repeats.CONTEXT);
  }
}
