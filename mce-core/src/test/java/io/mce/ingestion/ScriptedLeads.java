package io.mce.ingestion;

import io.mce.spi.Health;
import io.mce.spi.LeadIn;
import io.mce.spi.LeadPage;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderEvent;
import io.mce.spi.ProviderException;
import io.mce.spi.ProviderFactory;
import io.mce.spi.Setting;
import io.mce.spi.SpiVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A remote that hands over all it has in every pass, in pages, and fails when told to. */
public final class ScriptedLeads
    implements ProviderFactory<PollingLeadSource, ScriptedLeads.Settings> {

  /** The id of the factory. */
  public static final String ID = "scripted-leads";

  static final Duration INTERVAL = Duration.ofMinutes(1);

  /** What an account is set up with. */
  public record Settings(@Setting(label = "Note", defaultValue = "none") String note) {}

  private final List<LeadIn> leads = new ArrayList<>();
  private final List<ProviderException> failures = new ArrayList<>();
  private final AtomicInteger polls = new AtomicInteger();
  private final AtomicReference<Runnable> during = new AtomicReference<>(() -> {});
  private final List<ProviderContext> contexts = new CopyOnWriteArrayList<>();
  private volatile int pageSize = 500;
  private volatile boolean known;

  synchronized void add(String id, String version, String name, String phone) {
    leads.removeIf(lead -> lead.externalId().equals(id));
    leads.add(
        new LeadIn(
            id + "/" + version,
            Instant.EPOCH,
            id,
            Optional.empty(),
            Map.of("Name", name, "Phone", phone)));
  }

  synchronized void failNext(ProviderException e) {
    failures.add(e);
  }

  void pageSize(int size) {
    pageSize = size;
  }

  void known(boolean all) {
    known = all;
  }

  /** Runs while a poll is under way, after the remote was read. */
  void during(Runnable work) {
    during.set(work);
  }

  /** Says something as the remote of the newest account. */
  void emit(ProviderEvent event) {
    contexts.getLast().emit(event);
  }

  int polls() {
    return polls.get();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String displayName() {
    return "Scripted leads";
  }

  @Override
  public Class<PollingLeadSource> type() {
    return PollingLeadSource.class;
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public PollingLeadSource create(Settings settings, ProviderContext context) {
    contexts.add(context);
    return new Source();
  }

  private synchronized LeadPage read(Optional<String> cursor) {
    polls.incrementAndGet();
    if (!failures.isEmpty()) {
      throw failures.removeFirst();
    }
    int from = cursor.map(Integer::parseInt).orElse(0);
    int to = Math.min(leads.size(), from + pageSize);
    boolean more = to < leads.size();
    LeadPage page = LeadPage.of(leads.subList(from, to), more ? String.valueOf(to) : "0");
    page = known ? page.asKnown() : page;
    return more ? page.andMore() : page;
  }

  private final class Source implements PollingLeadSource {

    @Override
    public LeadPage poll(Optional<String> cursor, int limit) {
      LeadPage page = read(cursor);
      during.getAndSet(() -> {}).run();
      return page;
    }

    @Override
    public Duration interval() {
      return INTERVAL;
    }

    @Override
    public Health health() {
      return Health.up();
    }
  }
}
