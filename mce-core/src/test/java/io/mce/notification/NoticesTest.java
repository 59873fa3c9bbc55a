package io.mce.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadDraft;
import io.mce.organization.Organizations;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class NoticesTest {

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

    Actor actor;
    Notices notices;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organization() {
      actor = newActor("acme");
      notices = mce.engine().notices();
    }

    Actor newActor(String key) {
      Organizations organizations = mce.engine().organizations();
      return Actor.system(organizations.ensure(key, key).id(), "test");
    }

    Notice raised(String text, String cause) {
      return notices.raise(actor, text, Optional.empty(), cause);
    }

    @Test
    void a_notice_is_listed_newest_first_and_is_unread() {
      UUID lead =
          mce.engine()
              .leads()
              .capture(actor, LeadDraft.of("Ana Souza", "+5511987654321"))
              .leadId()
              .value();
      notices.raise(actor, "Ana Souza answered", Optional.of(lead), "one");
      mce.clock().add(Duration.ofMinutes(1));
      raised("A channel is down", "two");

      List<Notice> listed = notices.list(actor, PageRequest.first()).items();
      assertThat(listed)
          .extracting(Notice::text)
          .containsExactly("A channel is down", "Ana Souza answered");
      assertThat(listed.get(1).leadId()).contains(lead);
      assertThat(listed.get(1).at()).isEqualTo(MceExtension.START);
      assertThat(notices.unread(actor)).isEqualTo(2);
    }

    @Test
    void one_cause_raises_one_notice() {
      Notice first = raised("A channel is down", "account:1");
      Notice again = raised("A channel is still down", "account:1");

      assertThat(again.id()).isEqualTo(first.id());
      assertThat(again.text()).isEqualTo("A channel is down");
      assertThat(notices.list(actor, PageRequest.first()).items()).hasSize(1);
      assertThat(mce.engine().events().since(actor, 0, 100).events())
          .filteredOn(event -> event.is(NoticeRaised.class))
          .hasSize(1);
    }

    @Test
    void reading_a_notice_keeps_when_it_was_first_read() {
      NoticeId id = raised("Look at this", "one").id();
      notices.markRead(actor, id);
      mce.clock().add(Duration.ofHours(1));
      notices.markRead(actor, id);

      assertThat(notices.unread(actor)).isZero();
      assertThat(notices.list(actor, PageRequest.first()).items().getFirst().readAt())
          .contains(MceExtension.START);
    }

    @Test
    void pages_follow_each_other_without_gap_or_repeat() {
      for (int i = 1; i <= 5; i++) {
        raised("Notice " + i, "cause " + i);
      }
      Page<Notice> first = notices.list(actor, PageRequest.first(3));
      Page<Notice> second =
          notices.list(actor, PageRequest.of(3, first.nextCursor().orElseThrow().text()));

      assertThat(first.items())
          .extracting(Notice::text)
          .containsExactly("Notice 5", "Notice 4", "Notice 3");
      assertThat(second.items()).extracting(Notice::text).containsExactly("Notice 2", "Notice 1");
      assertThat(second.nextCursor()).isEmpty();
    }

    @Test
    void another_organization_sees_and_reads_nothing() {
      NoticeId id = raised("Ours", "one").id();
      Actor other = newActor("other");

      assertThat(notices.list(other, PageRequest.first()).items()).isEmpty();
      assertThatThrownBy(() -> notices.markRead(other, id))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      assertThat(notices.unread(actor)).isEqualTo(1);
    }

    @Test
    void only_who_may_read_notices_does() {
      Actor nobody = Actor.member(actor.organizationId(), "m", Set.of(Permission.LEAD_READ));
      assertThatThrownBy(() -> notices.list(nobody, PageRequest.first()))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void a_blank_or_endless_text_is_refused() {
      for (String text : List.of(" ", "x".repeat(1001))) {
        assertThatThrownBy(() -> raised(text, "one"))
            .isInstanceOfSatisfying(
                MceException.class, e -> assertThat(e.details()).containsKey("text"));
      }
    }

    @Test
    void the_text_is_sealed_in_the_database() {
      raised("Ana Souza answered", "one");
      Database database = EngineParts.part(mce.engine(), Database.class);
      String stored =
          database.read(
              actor.organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select text_sealed from mce_notice
                          where organization_id = :organizationId
                          """)
                      .map(Row.mapper(row -> row.text("text_sealed")))
                      .one());
      assertThat(stored).doesNotContain("Ana");
    }
  }
}
