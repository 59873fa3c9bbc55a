package io.mce.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.AccountRef;
import io.mce.spi.LeadIn;
import io.mce.spi.LeadPage;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SettingField;
import io.mce.spi.SettingsForm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A started lead source with its remote, asked as the engine asks, on a clock that waits. */
final class LeadFixture<R extends LeadRemote> implements AutoCloseable {

  private static final int ROUNDS = 5;
  private static final int PAGES = 1_000;

  private final ProviderFactory<PollingLeadSource, ?> factory;
  private final R remote;
  private final Ticking clock = new Ticking();
  private final RecordingContext context =
      new RecordingContext(new AccountRef("organization-1", "account-1"), clock);
  private PollingLeadSource source;
  private Optional<String> cursor = Optional.empty();

  LeadFixture(PollingLeadSourceContract<R> contract) {
    this.remote = contract.startRemote();
    remote.follow(clock);
    this.factory = contract.factory(remote);
    this.source = create();
    source.start();
  }

  R remote() {
    return remote;
  }

  PollingLeadSource source() {
    return source;
  }

  PollingLeadSource create() {
    return create(factory);
  }

  private <S extends Record> PollingLeadSource create(ProviderFactory<PollingLeadSource, S> made) {
    return made.create(SettingsForm.of(made.settings()).bind(remote.settings()), context);
  }

  /** Another instance takes over, as after a restart or a change of the settings. */
  void restart() {
    source.close();
    source = create();
    source.start();
  }

  /** Forgets the cursor, as when a person asks to read everything again. */
  void beginAgain() {
    cursor = Optional.empty();
  }

  /** Asks for one page from where the source stands, which stays as it is. */
  LeadPage page(int limit) {
    return source.poll(cursor, limit);
  }

  /** Asks until nothing is left, and returns every lead that came, each once. */
  List<LeadIn> pass(int limit) {
    return pass(limit, false);
  }

  /**
   * Asks until nothing is left.
   *
   * @param dies whether the process ends before a page with leads is stored
   */
  List<LeadIn> pass(int limit, boolean dies) {
    Map<String, LeadIn> leads = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      boolean more = true;
      for (int i = 0; more && i < PAGES; i++) {
        LeadPage page = source.poll(cursor, limit);
        assertThat(page.leads()).as("a page keeps its limit").hasSizeLessThanOrEqualTo(limit);
        if (dies && !page.leads().isEmpty()) {
          return List.copyOf(leads.values());
        }
        if (!page.known()) {
          page.leads().forEach(lead -> leads.putIfAbsent(lead.eventId(), lead));
        }
        cursor = page.cursor();
        more = page.more();
        if (!more) {
          clock.pass(page.again().orElse(source.interval()));
        }
      }
      assertThat(more).as("after %d pages there is still more", PAGES).isFalse();
    }
    return List.copyOf(leads.values());
  }

  void assertGivesNothingAway(String text) {
    for (SettingField field : SettingsForm.of(factory.settings()).fields()) {
      if (field.secret() && remote.settings().containsKey(field.name())) {
        assertThat(text)
            .as("the secret setting %s must not be in it", field.name())
            .doesNotContain(remote.settings().get(field.name()));
      }
    }
  }

  @Override
  public void close() {
    try {
      source.close();
    } finally {
      context.close();
      remote.close();
    }
  }

  private static final class Ticking extends Clock {

    private volatile Instant now = Instant.parse("2026-03-02T09:00:00Z");

    void pass(Duration pause) {
      now = now.plus(pause);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
