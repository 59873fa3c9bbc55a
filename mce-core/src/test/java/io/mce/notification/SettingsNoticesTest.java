package io.mce.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.kernel.Actor;
import io.mce.kernel.PageRequest;
import io.mce.organization.Member;
import io.mce.organization.OrganizationChange;
import io.mce.organization.QuietHours;
import io.mce.organization.Role;
import io.mce.testing.MceExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Settings that others rely on do not change silently. */
final class SettingsNoticesTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;

    Actor host;
    Actor sarah;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organization() {
      host = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "test");
      Member member = mce.engine().members().add(host, "user-1", "Sarah Jones", Role.ADMIN);
      sarah = mce.engine().members().actor(member);
    }

    private void change(Actor actor, OrganizationChange change) {
      long version = mce.engine().organizations().get(actor).version();
      mce.engine().organizations().update(actor, change, version);
      mce.runDue();
    }

    private List<String> notices() {
      return mce.engine().notices().list(host, PageRequest.first()).items().stream()
          .map(Notice::text)
          .toList();
    }

    @Test
    void a_change_that_others_rely_on_is_told_with_who_made_it() {
      change(
          sarah,
          OrganizationChange.none()
              .withName("Other")
              .withDefaultRegion("BR")
              .withQuietHours(QuietHours.of("21:00", "08:00")));
      assertThat(notices())
          .containsExactly(
              "Sarah Jones changed the default country of phone numbers and the quiet hours of the"
                  + " organization.");
    }

    @Test
    void a_new_name_and_what_is_saved_as_it_was_is_not_told() {
      change(sarah, OrganizationChange.none().withName("Other").withDefaultRegion("IN"));
      assertThat(notices()).isEmpty();
    }

    @Test
    void what_the_host_sets_is_not_told() {
      change(host, OrganizationChange.none().withDefaultRegion("BR"));
      assertThat(notices()).isEmpty();
    }
  }
}
