package io.mce.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mce.spi.ErrorKind;
import io.mce.spi.InvalidSettingsException;
import io.mce.spi.LeadIn;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderException;
import io.mce.spi.ProviderFactory;
import io.mce.spi.Remedy;
import io.mce.spi.SettingField;
import io.mce.spi.SettingProblem;
import io.mce.spi.SettingsForm;
import io.mce.spi.SpiVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Everything the engine relies on in a source that it asks for leads. A plugin's test class
 * implements it and inherits the tests:
 *
 * <pre>{@code
 * class AcmeLeadsTest implements PollingLeadSourceContract<AcmeRemote> {
 *   public ProviderFactory<PollingLeadSource, ?> factory() { return new AcmeFactory(); }
 *   public ProviderFactory<PollingLeadSource, ?> factory(AcmeRemote remote) {
 *     return new AcmeFactory(remote.url());
 *   }
 *   public AcmeRemote startRemote() { return new AcmeRemote(); }
 * }
 * }</pre>
 *
 * @param <R> what plays the remote
 */
public interface PollingLeadSourceContract<R extends LeadRemote> {

  /** A new factory, as a user of the plugin gets it. */
  ProviderFactory<PollingLeadSource, ?> factory();

  /** A factory whose sources talk to this remote. */
  ProviderFactory<PollingLeadSource, ?> factory(R remote);

  /** A new remote without leads. Each test starts its own and closes it. */
  R startRemote();

  /** Whether {@code META-INF/services/io.mce.spi.ProviderFactory} names the factory. */
  default boolean listedAsService() {
    return true;
  }

  /** The id is stored with accounts. */
  @Test
  default void the_factory_has_a_stable_id_a_name_and_is_found() {
    assertThat(factory().id())
        .as("lower-case letters, digits and dashes, at most 40 characters")
        .matches("[a-z][a-z0-9-]{0,39}")
        .isEqualTo(factory().id());
    assertThat(factory().displayName()).isNotBlank();
    assertThat(factory().type()).isEqualTo(PollingLeadSource.class);
    assertThat(SpiVersion.refusal(factory())).isEmpty();
    if (listedAsService()) {
      assertThat(ServiceLoader.load(ProviderFactory.class))
          .as("META-INF/services/io.mce.spi.ProviderFactory must name the factory")
          .anyMatch(found -> found.id().equals(factory().id()));
    }
  }

  /** What was stored comes back as it was, and what is missing is named. */
  @Test
  default void the_settings_survive_storing_and_each_required_one_is_asked_for_by_name() {
    try (R remote = startRemote()) {
      assertSettingsSurvive(factory().settings(), remote.settings());
      SettingsForm<?> form = SettingsForm.of(factory().settings());
      for (SettingField field : form.fields()) {
        assertThat(field.label()).as("the label of setting %s", field.name()).isNotBlank();
        if (field.required()) {
          Map<String, String> values = new HashMap<>(remote.settings());
          values.remove(field.name());
          assertThatThrownBy(() -> form.bind(values))
              .isInstanceOfSatisfying(
                  InvalidSettingsException.class,
                  e ->
                      assertThat(e.problems())
                          .extracting(SettingProblem::name)
                          .contains(field.name()));
        }
      }
    }
  }

  /** An account that was just connected has nothing. */
  @Test
  default void a_remote_without_leads_gives_an_empty_page() {
    try (LeadFixture<R> fixture = new LeadFixture<>(this)) {
      assertThat(fixture.pass(100)).isEmpty();
      assertThat(fixture.source().interval()).isPositive();
    }
  }

  /** What people wrote arrives whole, also letters beyond ASCII. */
  @Test
  default void a_lead_arrives_with_what_the_person_wrote() {
    try (LeadFixture<R> fixture = new LeadFixture<>(this)) {
      fixture.remote().add("João & Ñandú", "+5511987654321");
      List<LeadIn> leads = fixture.pass(100);
      assertThat(leads).hasSize(1);
      assertThat(leads.getFirst().fields().values())
          .anyMatch(value -> value.contains("João & Ñandú"))
          .anyMatch(value -> value.replaceAll("\\D", "").endsWith("11987654321"));
    }
  }

  /** The engine knows a lead again by its ids; so do the instances after a restart. */
  @Test
  default void a_lead_has_the_same_ids_in_every_pass_and_instance() {
    try (LeadFixture<R> fixture = new LeadFixture<>(this)) {
      addThree(fixture.remote());
      List<LeadIn> first = fixture.pass(100);
      fixture.beginAgain();
      List<LeadIn> second = fixture.pass(100);
      fixture.restart();
      fixture.beginAgain();
      List<LeadIn> third = fixture.pass(100);
      assertThat(first).hasSize(3);
      assertThat(ids(second)).containsExactlyInAnyOrderElementsOf(ids(first));
      assertThat(ids(third)).containsExactlyInAnyOrderElementsOf(ids(first));
    }
  }

  /** Two persons are two leads. */
  @Test
  default void different_leads_have_different_ids() {
    try (LeadFixture<R> fixture = new LeadFixture<>(this)) {
      addThree(fixture.remote());
      assertThat(fixture.pass(100))
          .extracting(LeadIn::externalId)
          .doesNotHaveDuplicates()
          .hasSize(3);
    }
  }

  /** A large backlog comes in pages. */
  @Test
  default void pages_keep_the_limit_and_lose_nothing() {
    try (LeadFixture<R> fixture = new LeadFixture<>(this)) {
      IntStream.range(0, 7).forEach(i -> fixture.remote().add("Person " + i, "+551198765432" + i));
      List<LeadIn> all = fixture.pass(2);
      assertThat(all.stream().map(LeadIn::externalId).distinct()).hasSize(7);
    }
  }

  /** A process dies before a page is stored: the same page is asked for again. */
  @Test
  default void a_page_that_was_not_stored_is_read_again() {
    try (LeadFixture<R> fixture = new LeadFixture<>(this)) {
      addThree(fixture.remote());
      List<String> all = ids(fixture.pass(100));
      fixture.beginAgain();
      fixture.restart();
      fixture.pass(100, true);
      fixture.restart();
      assertThat(ids(fixture.pass(100)))
          .as("leads whose cursor was never handed back")
          .containsExactlyInAnyOrderElementsOf(all);
    }
  }

  /** What comes later is found from the cursor. */
  @Test
  default void a_later_lead_comes_with_a_later_poll() {
    try (LeadFixture<R> fixture = new LeadFixture<>(this)) {
      fixture.remote().add("Ana", "+5511987654321");
      List<String> first = ids(fixture.pass(100));
      fixture.remote().add("Ravi", "+919876543210");
      List<String> second = ids(fixture.pass(100));
      second.removeAll(first);
      assertThat(second).hasSize(1);
    }
  }

  /** Too often, broken and lost are repeated; the source goes on from where it was. */
  @Test
  default void passing_trouble_is_of_a_kind_that_is_repeated() {
    for (LeadRemote.Fault fault :
        List.of(LeadRemote.Fault.TOO_OFTEN, LeadRemote.Fault.BROKEN, LeadRemote.Fault.GARBLED)) {
      try (LeadFixture<R> fixture = new LeadFixture<>(this)) {
        fixture.remote().add("Ana", "+5511987654321");
        fixture.remote().failNext(fault);
        ProviderException e = refused(fixture);
        assertThat(e.kind().remedy())
            .as("what is done after %s, which is %s", fault, e.kind())
            .isIn(Remedy.RETRY, Remedy.RECONCILE);
        if (fault == LeadRemote.Fault.TOO_OFTEN) {
          assertThat(e.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
        }
        assertThat(fixture.pass(100)).as("after %s", fault).hasSize(1);
      }
    }
  }

  /** Reading can be repeated, so a client may do that by itself; it must not lose anything. */
  @Test
  default void a_lost_answer_loses_no_lead() {
    try (LeadFixture<R> fixture = new LeadFixture<>(this)) {
      fixture.remote().add("Ana", "+5511987654321");
      fixture.remote().failNext(LeadRemote.Fault.LOST);
      if (catchThrowable(() -> fixture.page(100)) instanceof ProviderException e) {
        assertThat(e.kind().remedy()).isIn(Remedy.RETRY, Remedy.RECONCILE);
      }
      assertThat(fixture.pass(100)).hasSize(1);
    }
  }

  /** Nothing helps but a person. */
  @Test
  default void refused_credentials_wait_for_a_person() {
    try (LeadFixture<R> fixture = new LeadFixture<>(this)) {
      fixture.remote().failNext(LeadRemote.Fault.FORBIDDEN);
      ProviderException e = refused(fixture);
      assertThat(e.kind().remedy())
          .as("what is done about %s", e.kind())
          .isIn(Remedy.FAIL_OVER, Remedy.GIVE_UP);
      assertThat(e.getMessage()).as("a sentence for the person who has to act").endsWith(".");
    }
  }

  /** A remote that is not there is trouble that passes. */
  @Test
  default void a_remote_that_is_gone_is_trouble_that_passes() {
    try (LeadFixture<R> fixture = new LeadFixture<>(this)) {
      fixture.remote().goAway();
      assertThat(refused(fixture).kind()).isIn(ErrorKind.UNAVAILABLE, ErrorKind.OUTCOME_UNKNOWN);
      assertThatCode(() -> fixture.source().health()).doesNotThrowAnyException();
    }
  }

  /** Health is asked at any time, and closing may come twice. */
  @Test
  default void health_answers_and_close_works_at_any_time() {
    try (LeadFixture<R> fixture = new LeadFixture<>(this)) {
      PollingLeadSource unstarted = fixture.create();
      assertThatCode(unstarted::health).as("before start").doesNotThrowAnyException();
      unstarted.close();
      unstarted.close();
      assertThatCode(unstarted::health).as("after close").doesNotThrowAnyException();
    }
  }

  /** Settings, sources and pages end up in logs. */
  @Test
  default void secrets_and_persons_stay_out_of_every_text_form() {
    try (LeadFixture<R> fixture = new LeadFixture<>(this)) {
      fixture.remote().add("Ana Souza", "+5511987654321");
      fixture.assertGivesNothingAway(
          String.valueOf(SettingsForm.of(factory().settings()).bind(fixture.remote().settings())));
      fixture.assertGivesNothingAway(String.valueOf(fixture.source()));
      for (LeadIn lead : fixture.pass(100)) {
        assertThat(lead.toString()).doesNotContain("Ana Souza").doesNotContain("987654321");
      }
    }
  }

  private static <R extends LeadRemote> ProviderException refused(LeadFixture<R> fixture) {
    Throwable thrown = catchThrowable(() -> fixture.page(100));
    assertThat(thrown)
        .as("poll must end in a ProviderException here, and in nothing else")
        .isInstanceOf(ProviderException.class);
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      fixture.assertGivesNothingAway(String.valueOf(t.getMessage()));
    }
    fixture.assertGivesNothingAway(fixture.source().health().detail());
    return (ProviderException) thrown;
  }

  private static void addThree(LeadRemote remote) {
    remote.add("Ana", "+5511987654321");
    remote.add("Ravi", "+919876543210");
    remote.add("Olga", "+14155550100");
  }

  private static List<String> ids(List<LeadIn> leads) {
    return new ArrayList<>(
        leads.stream().map(lead -> lead.externalId() + " " + lead.eventId()).toList());
  }

  private static <S extends Record> void assertSettingsSurvive(
      Class<S> type, Map<String, String> values) {
    SettingsForm<S> form = SettingsForm.of(type);
    S settings = form.bind(values);
    assertThat(form.bind(form.values(settings)))
        .as("settings bound from their own text forms")
        .isEqualTo(settings);
  }
}
