package io.mce.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mce.audit.AuditQuery;
import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.notification.Notice;
import io.mce.organization.Member;
import io.mce.organization.Role;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccountChange;
import io.mce.provider.ProviderAccountDraft;
import io.mce.provider.ReceivedEvents;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.TemplateCategory;
import io.mce.spi.TemplateDraft;
import io.mce.spi.TemplateNotice;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The library of templates: read from the carrier, and changed by what it says. */
final class ChannelTemplatesTest {

  @Nested
  final class OnSqlite extends Contract {
    @RegisterExtension
    final MceExtension mce = MceExtension.sqlite().with(builder -> builder.provider(carrier));

    @Override
    MceExtension mce() {
      return mce;
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    @RegisterExtension
    final MceExtension mce = MceExtension.postgres().with(builder -> builder.provider(carrier));

    @Override
    MceExtension mce() {
      return mce;
    }
  }

  private static CatalogTemplate template(String name, String status) {
    return new CatalogTemplate(
        name,
        "en",
        "Hi {{1}}",
        status.equals("APPROVED"),
        status,
        Optional.of(TemplateCategory.UTILITY));
  }

  abstract static class Contract {

    final TemplateChannel carrier = new TemplateChannel();
    private MceEngine engine;
    private Actor actor;
    private AccountId account;

    abstract MceExtension mce();

    @BeforeEach
    void open() {
      engine = mce().engine();
      actor = Actor.system(engine.organizations().ensure("acme", "Acme").id(), "test");
      engine.members().add(actor, "u1", "Olga", Role.ADMIN);
      engine.members().add(actor, "u2", "Rita", Role.REP);
      carrier.has(template("order", "APPROVED"), template("offer", "PENDING"));
      account =
          engine
              .providerAccounts()
              .create(actor, new ProviderAccountDraft(TemplateChannel.ID, "Line", Map.of()))
              .id();
      mce().runDue();
    }

    private List<ChannelTemplate> templates() {
      return engine.channelTemplates().get(actor, account).templates();
    }

    private TemplateState state(String name) {
      return templates().stream()
          .filter(each -> each.name().equals(name))
          .findFirst()
          .orElseThrow()
          .state();
    }

    private List<String> notices(Member member) {
      Actor reader = engine.members().actor(member);
      return engine.notices().list(reader, PageRequest.first()).items().stream()
          .map(Notice::text)
          .toList();
    }

    private Member member(Role role) {
      return engine.members().list(actor).stream()
          .filter(each -> each.role() == role)
          .findFirst()
          .orElseThrow();
    }

    private void told(String name, Instant at, TemplateNotice.Change change, String detail) {
      EngineParts.part(engine, ReceivedEvents.class)
          .store(
              actor.organizationId(),
              account,
              List.of(new TemplateNotice(name + change + at, at, name, "en", change, detail)));
    }

    @Test
    void templates_are_read_when_an_account_is_connected() {
      TemplateLibrary library = engine.channelTemplates().get(actor, account);
      assertThat(library.templates())
          .extracting(
              ChannelTemplate::name,
              ChannelTemplate::language,
              ChannelTemplate::state,
              ChannelTemplate::parameters,
              ChannelTemplate::category)
          .containsExactly(
              tuple(
                  "offer",
                  "en",
                  TemplateState.PENDING,
                  List.of("1"),
                  Optional.of(TemplateCategory.UTILITY)),
              tuple(
                  "order",
                  "en",
                  TemplateState.APPROVED,
                  List.of("1"),
                  Optional.of(TemplateCategory.UTILITY)));
      assertThat(library.syncedAt()).contains(mce().clock().instant());
      assertThat(library.submits()).isTrue();
      assertThat(library.problem()).isEmpty();
      assertThat(engine.channelTemplates().list(actor)).containsExactly(library);
      assertThat(carrier.asked()).isEqualTo(1);
    }

    @Test
    void they_are_read_again_by_and_by_and_when_the_settings_change() {
      carrier.has(template("order", "APPROVED"), template("news", "APPROVED"));
      mce().advance(Duration.ofHours(11));
      assertThat(carrier.asked()).isEqualTo(1);
      mce().advance(Duration.ofHours(1));
      assertThat(carrier.asked()).isEqualTo(2);
      assertThat(templates()).extracting(ChannelTemplate::name).containsExactly("news", "order");
      ProviderAccount known = engine.providerAccounts().get(actor, account);
      engine
          .providerAccounts()
          .update(
              actor,
              account,
              new ProviderAccountChange(
                  Optional.empty(), Map.of("note", "another"), Optional.empty()),
              known.version());
      mce().runDue();
      assertThat(carrier.asked()).isEqualTo(3);
    }

    @Test
    void what_the_carrier_says_of_one_holds_at_once_and_an_administrator_is_told() {
      carrier.failNext(ProviderException.of(ErrorKind.UNAVAILABLE, "away"));
      Instant now = mce().clock().instant();
      told("order", now, TemplateNotice.Change.PAUSED, "Too many complaints");
      mce().runDue();
      assertThat(state("order")).isEqualTo(TemplateState.PAUSED);
      assertThat(engine.channelTemplates().get(actor, account).problem()).contains("away");
      assertThat(notices(member(Role.ADMIN)))
          .singleElement()
          .asString()
          .contains("\"order\"", "\"Line\"", "is paused", "Too many complaints");
      assertThat(notices(member(Role.REP))).isEmpty();
    }

    @Test
    void what_comes_late_does_not_undo_what_was_said_since() {
      carrier.has(template("order", "PAUSED"));
      Instant now = mce().clock().instant();
      told("order", now.plusSeconds(2), TemplateNotice.Change.PAUSED, "");
      told("order", now.plusSeconds(1), TemplateNotice.Change.APPROVED, "");
      mce().runDue();
      assertThat(state("order")).isEqualTo(TemplateState.PAUSED);
      mce().advance(Duration.ofHours(1));
      carrier.has(template("order", "APPROVED"));
      engine.channelTemplates().sync(actor, account);
      carrier.failNext(ProviderException.of(ErrorKind.UNAVAILABLE, "away"));
      told("order", now.plusSeconds(60), TemplateNotice.Change.DISABLED, "");
      mce().runDue();
      assertThat(state("order")).isEqualTo(TemplateState.APPROVED);
    }

    @Test
    void what_is_said_while_the_carrier_is_asked_is_newer_than_its_answer() {
      mce().advance(Duration.ofMinutes(5));
      Instant later = mce().clock().instant().plusSeconds(1);
      TemplateNotice notice =
          new TemplateNotice("x", later, "order", "en", TemplateNotice.Change.REJECTED, "Spam");
      carrier.during(() ->
          EngineParts.part(engine, Database.class)
              .runInOrganization(
                  actor.organizationId(),
                  transaction ->
                      EngineParts.part(engine, TemplateHandler.class)
                          .handle(actor.organizationId(), account, notice)));
      engine.channelTemplates().sync(actor, account);
      assertThat(state("order")).isEqualTo(TemplateState.REJECTED);
    }

    @Test
    void one_that_is_rejected_between_two_looks_is_told_once() {
      carrier.has(
          template("order", "APPROVED"),
          new CatalogTemplate(
              "offer",
              "en",
              "Hi",
              false,
              "REJECTED",
              Optional.empty(),
              List.of(),
              Optional.empty(),
              Optional.of("ABUSIVE_CONTENT")));
      engine.channelTemplates().sync(actor, account);
      engine.channelTemplates().sync(actor, account);
      assertThat(notices(member(Role.ADMIN)))
          .singleElement()
          .asString()
          .contains("\"offer\"", "was rejected", "ABUSIVE_CONTENT");
    }

    @Test
    void a_carrier_that_does_not_answer_leaves_the_library_and_is_asked_again() {
      carrier.failNext(ProviderException.of(ErrorKind.UNAVAILABLE, "The carrier is away."));
      assertThatThrownBy(() -> engine.channelTemplates().sync(actor, account))
          .isInstanceOf(MceException.class)
          .hasMessageContaining("The carrier is away.");
      TemplateLibrary library = engine.channelTemplates().get(actor, account);
      assertThat(library.templates()).hasSize(2);
      assertThat(library.problem()).contains("The carrier is away.");
      engine.channelTemplates().sync(actor, account);
      assertThat(engine.channelTemplates().get(actor, account).problem()).isEmpty();
    }

    @Test
    void one_that_is_handed_in_waits_for_its_approval() {
      ChannelTemplate taken =
          engine
              .channelTemplates()
              .submit(
                  actor,
                  account,
                  TemplateDraft.of(
                      "visit", "en", TemplateCategory.MARKETING, "Hi {{1}}!", Map.of("1", "Ana")));
      assertThat(taken.state()).isEqualTo(TemplateState.PENDING);
      assertThat(state("visit")).isEqualTo(TemplateState.PENDING);
      told("visit", mce().clock().instant(), TemplateNotice.Change.APPROVED, "");
      carrier.has(template("visit", "APPROVED"));
      mce().runDue();
      assertThat(engine.audit().list(actor, AuditQuery.all(), PageRequest.first()).items())
          .anyMatch(entry -> entry.name().equals("channel.template-submitted"));
      assertThat(state("visit")).isEqualTo(TemplateState.APPROVED);
      assertThat(templates()).hasSize(1);
    }

    @Test
    void what_the_carrier_refuses_is_refused_in_its_words() {
      TemplateDraft draft =
          TemplateDraft.of("visit", "en", TemplateCategory.MARKETING, "Hi", Map.of());
      carrier.failNext(ProviderException.of(ErrorKind.INVALID_REQUEST, "That name is taken."));
      assertThatThrownBy(() -> engine.channelTemplates().submit(actor, account, draft))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID))
          .hasMessageContaining("That name is taken.");
      carrier.failNext(ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "lost"));
      assertThatThrownBy(() -> engine.channelTemplates().submit(actor, account, draft))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE));
      int asked = carrier.asked();
      mce().runDue();
      assertThat(carrier.asked()).as("whether it has it").isEqualTo(asked + 1);
    }

    @Test
    void who_may_not_manage_channels_looks_only() {
      Actor reader =
          Actor.key(
              actor.organizationId(),
              engine.members().list(actor).getFirst().id().toString(),
              EnumSet.of(Permission.CHANNEL_READ));
      assertThat(engine.channelTemplates().list(reader)).hasSize(1);
      assertThatThrownBy(() -> engine.channelTemplates().sync(reader, account))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void an_account_that_sends_no_templates_has_none() {
      AccountId plain =
          engine
              .providerAccounts()
              .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Plain", Map.of()))
              .id();
      mce().runDue();
      assertThat(engine.channelTemplates().list(actor))
          .extracting(TemplateLibrary::account)
          .containsExactly(account);
      assertThatThrownBy(() -> engine.channelTemplates().sync(actor, plain))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }

  @Test
  void words_of_carriers_are_states() {
    Map<String, TemplateState> states =
        Map.of(
            "APPROVED", TemplateState.APPROVED,
            "pending", TemplateState.PENDING,
            "received", TemplateState.PENDING,
            "IN_APPEAL", TemplateState.PENDING,
            "PENDING_DELETION", TemplateState.DISABLED,
            "rejected", TemplateState.REJECTED,
            "PAUSED", TemplateState.PAUSED,
            "unsubmitted", TemplateState.DISABLED);
    states.forEach((word, state) ->
        assertThat(TemplateState.of(template("x", word))).as(word).isEqualTo(state));
  }

  @Test
  void a_value_is_never_read_as_a_variable() {
    ChannelTemplate template =
        new ChannelTemplate(
            AccountId.of("00000000-0000-7000-8000-000000000000"),
            "x",
            "en",
            Optional.empty(),
            "{{1}} and {{ 2 }}, {{1}}$1",
            List.of("1", "2", "button.0.url"),
            TemplateState.APPROVED,
            Optional.empty(),
            Optional.empty());
    FilledTemplate filled =
        template.fill(Map.of("1", "{{2}}", "2", " a\n b ", "button.0.url", "end"));
    assertThat(filled.text()).isEqualTo("{{2}} and a b, {{2}}$1");
    assertThat(filled.content().parameters())
        .containsExactly(
            Map.entry("1", "{{2}}"), Map.entry("2", "a b"), Map.entry("button.0.url", "end"));
    assertThatThrownBy(() -> template.fill(Map.of("1", "a", "2", " ", "3", "c")))
        .isInstanceOfSatisfying(
            MceException.class,
            e ->
                assertThat(e.details())
                    .containsOnlyKeys("template.2", "template.3", "template.button.0.url"));
  }
}
