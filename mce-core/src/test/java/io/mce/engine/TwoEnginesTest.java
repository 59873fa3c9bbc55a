package io.mce.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.channel.Purpose;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.Lead;
import io.mce.lead.LeadCaptured;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.organization.OrganizationChange;
import io.mce.persistence.Database;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two engines in one JVM, with the same provider id and the same key of an organization. */
final class TwoEnginesTest {

  private static final String PHONE = "+5511912345678";

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite(), MceExtension.sqlite());
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres(), MceExtension.postgres());
    }
  }

  @Nested
  final class OnBoth extends Contract {
    OnBoth() {
      super(MceExtension.sqlite(), MceExtension.postgres());
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension one;
    @RegisterExtension final MceExtension other;

    private Actor actorOfOne;
    private Actor actorOfOther;

    Contract(MceExtension one, MceExtension other) {
      this.one = one;
      this.other = other;
    }

    @BeforeEach
    void organizations() {
      actorOfOne = organization(one);
      actorOfOther = organization(other);
    }

    private static Actor organization(MceExtension mce) {
      Actor actor = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
      mce.engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
      return actor;
    }

    private static LeadId captured(MceExtension mce, Actor actor, String name) {
      return mce.engine().leads().capture(actor, LeadDraft.of(name, PHONE)).leadId();
    }

    private static List<Lead> leads(MceExtension mce, Actor actor) {
      return mce.engine().leads().list(actor, LeadQuery.all(), PageRequest.first()).items();
    }

    private static void send(MceExtension mce, Actor actor, LeadId leadId, String text) {
      mce.engine()
          .conversations()
          .send(actor, SendMessage.of(leadId, text, Purpose.HUMAN, Sender.SYSTEM, "key"));
    }

    private static List<String> sent(MceExtension mce) {
      return mce.channel().sent().stream().map(RecordingChannel.Sent::text).toList();
    }

    @Test
    void what_one_engine_has_the_other_does_not_have() {
      long head = other.engine().events().head(actorOfOther);
      LeadId leadId = captured(one, actorOfOne, "Ana");
      one.engine().leads().optOut(actorOfOne, leadId);
      one.engine()
          .organizations()
          .update(
              actorOfOne,
              OrganizationChange.none().withName("Renamed"),
              one.engine().organizations().get(actorOfOne).version());
      one.runDue();
      other.runDue();

      assertThat(leads(one, actorOfOne)).extracting(Lead::id).containsExactly(leadId);
      assertThat(leads(other, actorOfOther)).isEmpty();
      assertThatThrownBy(() -> other.engine().leads().get(actorOfOther, leadId))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      assertThat(other.engine().organizations().get(actorOfOther).name()).isEqualTo("Acme");
      assertThat(other.engine().events().head(actorOfOther)).isEqualTo(head);
      assertThat(other.engine().dashboard().overview(actorOfOther, 1).totalLeads()).isZero();
      assertThat(one.engine().dashboard().overview(actorOfOne, 1).totalLeads()).isEqualTo(1);
    }

    @Test
    void messages_go_and_come_by_the_providers_of_their_own_engine() {
      LeadId leadOfOne = captured(one, actorOfOne, "Ana");
      LeadId leadOfOther = captured(other, actorOfOther, "Bob");
      send(one, actorOfOne, leadOfOne, "From one");
      send(other, actorOfOther, leadOfOther, "From the other");

      one.runDue();
      assertThat(sent(one)).containsExactly("From one");
      assertThat(sent(other)).as("work of the other").isEmpty();
      other.runDue();
      assertThat(sent(one)).containsExactly("From one");
      assertThat(sent(other)).containsExactly("From the other");

      other.channel().inbound(PHONE, "To the other");
      one.runDue();
      other.runDue();
      assertThat(texts(one, actorOfOne, leadOfOne)).containsExactly("From one");
      assertThat(texts(other, actorOfOther, leadOfOther))
          .containsExactly("From the other", "To the other");
    }

    private static List<String> texts(MceExtension mce, Actor actor, LeadId leadId) {
      return mce
          .engine()
          .conversations()
          .messages(actor, leadId, PageRequest.first())
          .items()
          .stream()
          .map(message -> message.text())
          .toList();
    }

    @Test
    void a_subscriber_hears_of_its_own_engine_only() {
      List<LeadId> heardByOne = new ArrayList<>();
      List<LeadId> heardByOther = new ArrayList<>();
      one.engine()
          .events()
          .subscribe("host", LeadCaptured.class, lead -> heardByOne.add(lead.leadId()));
      other
          .engine()
          .events()
          .subscribe("host", LeadCaptured.class, lead -> heardByOther.add(lead.leadId()));

      LeadId leadId = captured(one, actorOfOne, "Ana");
      one.runDue();
      other.runDue();

      assertThat(heardByOne).containsExactly(leadId);
      assertThat(heardByOther).isEmpty();
    }

    @Test
    void a_transaction_of_one_engine_is_not_one_of_the_other() {
      assertThatThrownBy(() ->
              EngineParts.part(one.engine(), Database.class)
                  .runInOrganization(
                      actorOfOne.organizationId(),
                      transaction -> {
                        captured(one, actorOfOne, "Ana");
                        captured(other, actorOfOther, "Bob");
                        throw new IllegalStateException("rolled back");
                      }))
          .hasMessage("rolled back");

      assertThat(leads(one, actorOfOne)).isEmpty();
      assertThat(leads(other, actorOfOther)).extracting(Lead::name).containsExactly("Bob");
    }

    @Test
    void time_passes_in_each_engine_apart() {
      captured(other, actorOfOther, "Bob");
      one.advance(Duration.ofDays(3));
      captured(one, actorOfOne, "Ana");

      assertThat(leads(one, actorOfOne))
          .extracting(Lead::createdAt)
          .containsExactly(MceExtension.START.plus(Duration.ofDays(3)));
      assertThat(other.clock().instant()).isEqualTo(MceExtension.START);
    }

    @Test
    void closing_one_leaves_the_other_working() {
      LeadId leadId = captured(other, actorOfOther, "Bob");
      one.engine().close();

      assertThatThrownBy(() -> one.engine().leads())
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_RUNNING));
      send(other, actorOfOther, leadId, "Still here");
      other.runDue();
      other.channel().inbound(PHONE, "So am I");
      other.runDue();
      assertThat(texts(other, actorOfOther, leadId)).containsExactly("Still here", "So am I");
      assertThat(other.engine().health().isUp()).isTrue();
    }
  }
}
