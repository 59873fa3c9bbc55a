package io.mce.app.identity;

import io.mce.app.setup.AppSealedColumn;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What is sealed of users. */
@Factory
final class UserSeals {

  @Singleton
  AppSealedColumn emails() {
    return new AppSealedColumn(
        "mce_app_user", "email_sealed", List.of("id"), Optional.empty(), Users.EMAIL_CONTEXT);
  }

  @Singleton
  AppSealedColumn secondFactors() {
    return new AppSealedColumn(
        "mce_app_second_factor",
        "secret_sealed",
        List.of("user_id"),
        Optional.empty(),
        row -> SecondFactorStore.context(row.getFirst()));
  }
}
