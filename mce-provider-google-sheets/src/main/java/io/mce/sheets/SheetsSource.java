package io.mce.sheets;

import io.mce.sheets.SheetRows.SheetRow;
import io.mce.spi.Health;
import io.mce.spi.LeadIn;
import io.mce.spi.LeadPage;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of one sheet. Each pass reads the whole sheet and hands over every finished row; the
 * engine knows which it has. While nothing changes in the sheet a pass hands over nothing.
 *
 * <p>A row is finished when its required columns are filled and it has stood as it is for {@link
 * #STANDING}: people type while we read.
 */
final class SheetsSource implements PollingLeadSource {

  /** How long a row stays as it is before it is taken. */
  static final Duration STANDING = Duration.ofSeconds(10);

  /** When to look again while a row is being typed. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

  private static final String CONNECTED = "connected";

  private final SheetsSettings settings;
  private final SheetsApi api;
  private final ProviderContext context;
  private Map<String, Instant> standing = Map.of();
  private volatile Health health = Health.up();

  SheetsSource(SheetsSettings settings, SheetsApi api, ProviderContext context) {
    this.settings = settings;
    this.api = api;
    this.context = context;
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public Duration interval() {
    return settings.interval();
  }

  @Override
  public synchronized LeadPage poll(Optional<String> cursor, int limit) {
    try {
      LeadPage page = page(cursor.flatMap(SheetsCursor::parse), limit);
      health = Health.up();
      return page;
    } catch (ProviderException e) {
      health =
          e.kind().marksAccountDown()
              ? Health.down(String.valueOf(e.getMessage()))
              : Health.degraded(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private LeadPage page(Optional<SheetsCursor> from, int limit) {
    SheetRows sheet = SheetRows.of(api.rows(), settings);
    from.ifPresent(cursor -> sheet.requireColumns(cursor.header()));
    SheetsCursor.Stage stage = stage(from);
    if (stage == SheetsCursor.Stage.SKIPPING) {
      return skip(sheet, from, limit);
    }
    if (stage == SheetsCursor.Stage.DONE
        && from.filter(cursor -> cursor.fingerprint().equals(sheet.fingerprint())).isPresent()) {
      return LeadPage.nothing(from.map(SheetsCursor::toString));
    }
    return read(sheet, from, limit);
  }

  private SheetsCursor.Stage stage(Optional<SheetsCursor> from) {
    boolean connected = context.state().get(CONNECTED).isPresent();
    if (from.isEmpty()) {
      return !connected && settings.existing() == SheetsSettings.ExistingRows.SKIP
          ? SheetsCursor.Stage.SKIPPING
          : SheetsCursor.Stage.READING;
    }
    // Only now is it sure that what was there before has been remembered.
    if (!connected && from.get().stage() != SheetsCursor.Stage.SKIPPING) {
      context.state().put(CONNECTED, "true");
    }
    return from.get().stage();
  }

  /** Hands over, as known, what was there before; a sheet that changes meanwhile is begun anew. */
  private LeadPage skip(SheetRows sheet, Optional<SheetsCursor> from, int limit) {
    int offset =
        from.filter(cursor -> cursor.fingerprint().equals(sheet.fingerprint()))
            .map(SheetsCursor::offset)
            .orElse(0);
    int end = end(sheet, offset, limit);
    boolean last = end == sheet.rows().size();
    SheetsCursor next =
        new SheetsCursor(
            last ? SheetsCursor.Stage.DONE : SheetsCursor.Stage.SKIPPING,
            sheet.fingerprint(),
            end,
            sheet.header());
    LeadPage page =
        LeadPage.of(leads(sheet.rows().subList(offset, end)), next.toString()).asKnown();
    return last ? page : page.andMore();
  }

  /**
   * Hands over what is finished. The pass counts as done only when the sheet was the same from its
   * first page to its last and nothing waits; otherwise the next poll begins another one.
   */
  private LeadPage read(SheetRows sheet, Optional<SheetsCursor> from, int limit) {
    boolean begins = from.filter(cursor -> cursor.stage() == SheetsCursor.Stage.READING).isEmpty();
    Instant now = context.clock().instant();
    Map<String, Instant> seen = new HashMap<>();
    sheet.rows().forEach(row -> seen.put(row.version(), standing.getOrDefault(row.version(), now)));
    standing = seen;
    int offset = begins ? 0 : from.get().offset();
    String fingerprint = begins ? sheet.fingerprint() : from.get().fingerprint();
    int start = Math.min(offset, sheet.rows().size());
    int end = end(sheet, start, limit);
    List<SheetRow> finished =
        sheet.rows().subList(start, end).stream()
            .filter(row -> row.complete() && stands(row, now))
            .toList();
    if (end < sheet.rows().size()) {
      SheetsCursor next =
          new SheetsCursor(SheetsCursor.Stage.READING, fingerprint, end, sheet.header());
      return LeadPage.of(leads(finished), next.toString()).andMore();
    }
    boolean waiting = sheet.rows().stream().anyMatch(row -> row.complete() && !stands(row, now));
    boolean same = fingerprint.equals(sheet.fingerprint());
    SheetsCursor next =
        new SheetsCursor(
            SheetsCursor.Stage.DONE, same && !waiting ? fingerprint : "", 0, sheet.header());
    LeadPage page = LeadPage.of(leads(finished), next.toString());
    return same && !waiting ? page : page.again(LOOK_AGAIN);
  }

  private boolean stands(SheetRow row, Instant now) {
    return !standing.getOrDefault(row.version(), now).plus(STANDING).isAfter(now);
  }

  private static int end(SheetRows sheet, int start, int limit) {
    return (int) Math.min(sheet.rows().size(), (long) start + limit);
  }

  private List<LeadIn> leads(List<SheetRow> rows) {
    Instant now = context.clock().instant();
    return rows.stream()
        .map(row -> new LeadIn(row.version(), now, row.id(), Optional.empty(), row.fields()))
        .toList();
  }
}
