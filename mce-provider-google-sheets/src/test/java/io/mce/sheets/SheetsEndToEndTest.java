package io.mce.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.ingestion.LeadPoll;
import io.mce.kernel.Actor;
import io.mce.kernel.PageRequest;
import io.mce.lead.CaptureOutcome;
import io.mce.lead.Lead;
import io.mce.lead.LeadCaptured;
import io.mce.lead.LeadQuery;
import io.mce.provider.ProviderAccountDraft;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SpiVersion;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A sheet that people work in, with a real engine behind it: each lead exactly once. */
final class SheetsEndToEndTest {

  private static final Duration PASS = Duration.ofMinutes(2);
  private static final int STEPS = 60;

  private final FakeSheets sheets = new FakeSheets();

  @RegisterExtension
  final MceExtension mce = MceExtension.sqlite().with(builder -> builder.provider(new OnFake()));

  private Actor actor;

  /** The plugin at the fake's address; its own id, as the real one is found beside it. */
  private final class OnFake implements ProviderFactory<PollingLeadSource, SheetsSettings> {
    @Override
    public String id() {
      return "google-sheets-test";
    }

    @Override
    public String displayName() {
      return "Google Sheets";
    }

    @Override
    public Class<PollingLeadSource> type() {
      return PollingLeadSource.class;
    }

    @Override
    public Class<SheetsSettings> settings() {
      return SheetsSettings.class;
    }

    @Override
    public int spiVersion() {
      return SpiVersion.MAJOR;
    }

    @Override
    public PollingLeadSource create(SheetsSettings settings, ProviderContext context) {
      return sheets.factory().create(settings, context);
    }
  }

  @BeforeEach
  void organization() {
    actor = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
  }

  @AfterEach
  void close() {
    sheets.close();
  }

  private void connect(Map<String, String> settings) {
    mce.engine()
        .providerAccounts()
        .create(actor, new ProviderAccountDraft("google-sheets-test", "Open house", settings));
    mce.advance(PASS);
  }

  private List<Lead> leads() {
    return mce.engine().leads().list(actor, LeadQuery.all(), PageRequest.of(200, null)).items();
  }

  private List<LeadCaptured> captured() {
    return mce.engine().events().since(actor, 0, 10_000).events().stream()
        .filter(event -> event.name().equals("lead.captured"))
        .map(event -> event.as(LeadCaptured.class))
        .toList();
  }

  private Set<String> phones() {
    return leads().stream()
        .map(lead -> lead.phone().orElseThrow().e164())
        .collect(Collectors.toSet());
  }

  private static List<@Nullable Object> row(@Nullable Object... cells) {
    return new ArrayList<@Nullable Object>(Arrays.asList(cells));
  }

  @Test
  void rows_that_are_inserted_deleted_added_again_sorted_and_edited_are_one_lead_each() {
    sheets.row("Ana", "+5511987654321", "ana@example.com");
    sheets.row("Olga", "+14155550100");
    connect(sheets.settings());
    assertThat(phones()).containsExactlyInAnyOrder("+5511987654321", "+14155550100");
    assertThat(leads()).allMatch(lead -> lead.source().equals("Open house"));

    sheets.cells().add(2, row("Ravi", 919876543210L));
    mce.advance(PASS);
    assertThat(phones()).hasSize(3).contains("+919876543210");
    int before = captured().size();

    List<@Nullable Object> ana = sheets.cells().remove(1);
    mce.advance(PASS);
    sheets.cells().add(ana);
    mce.advance(PASS);
    Collections.swap(sheets.cells(), 1, 3);
    mce.advance(PASS);
    assertThat(captured()).as("moved, deleted, added again: nothing").hasSize(before);

    sheets.cells().get(1).set(0, "Ana Souza");
    mce.advance(PASS);
    assertThat(captured()).hasSize(before + 1);
    assertThat(captured().getLast().outcome()).isEqualTo(CaptureOutcome.MERGED);
    assertThat(leads()).hasSize(3);
  }

  @Test
  void a_deleted_lead_does_not_come_back_from_its_row() {
    sheets.row("Ana", "+5511987654321");
    connect(sheets.settings());
    Lead ana = leads().getFirst();
    mce.engine().leads().delete(actor, ana.id());
    sheets.row("Ravi", "+919876543210");
    mce.advance(PASS);
    mce.restart();
    mce.advance(PASS);
    assertThat(phones()).containsExactly("+919876543210");
  }

  @Test
  void rows_that_were_there_before_stay_out_when_only_new_ones_are_wanted() {
    sheets.row("Old", "+5511900000001");
    connect(sheets.settings("existing", "SKIP"));
    sheets.row("New", "+14155550101");
    mce.advance(PASS);
    assertThat(phones()).containsExactly("+14155550101");
  }

  @Test
  void trouble_is_shown_and_over_when_it_is_over() {
    sheets.row("Ana", "+5511987654321");
    sheets.failNext(FakeSheets.Fault.FORBIDDEN);
    mce.engine()
        .providerAccounts()
        .create(
            actor, new ProviderAccountDraft("google-sheets-test", "Open house", sheets.settings()));
    mce.runDue();
    LeadPoll.Trouble trouble = poll().trouble().orElseThrow();
    assertThat(trouble.needsPerson()).isTrue();
    assertThat(trouble.message()).startsWith("Share the sheet with " + FakeSheets.EMAIL);
    mce.engine().leadPolls().pollNow(actor, poll().account().id(), false);
    mce.advance(PASS);
    assertThat(poll().trouble()).isEmpty();
    assertThat(leads()).hasSize(1);
  }

  private LeadPoll poll() {
    return mce.engine().leadPolls().list(actor).getFirst();
  }

  /** Rows without a key: whoever was ever seen is there once, and the phone knows the edited. */
  @Test
  void whatever_people_do_each_person_is_one_lead() {
    long seed = Long.getLong("mce.seed", System.nanoTime());
    System.out.println("SheetsEndToEndTest seed " + seed);
    Random random = new Random(seed);
    connect(sheets.settings());
    Set<String> persons = new HashSet<>();
    List<List<@Nullable Object>> gone = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      change(random, step, gone);
      // Sometimes nobody looks in between.
      if (random.nextInt(4) > 0) {
        mce.advance(PASS);
        sheets.cells().stream().skip(1).forEach(row -> persons.add(String.valueOf(row.get(1))));
        assertThat(phones()).as("seed %d, step %d", seed, step).isEqualTo(persons);
        assertThat(leads()).as("seed %d, step %d", seed, step).hasSameSizeAs(persons);
      }
    }
    Map<CaptureOutcome, Long> outcomes =
        captured().stream()
            .collect(Collectors.groupingBy(LeadCaptured::outcome, Collectors.counting()));
    assertThat(outcomes.get(CaptureOutcome.CREATED)).isEqualTo(leads().size());
    assertThat(new HashMap<>(outcomes)).doesNotContainKey(CaptureOutcome.SKIPPED);
  }

  private void change(Random random, int step, List<List<@Nullable Object>> gone) {
    List<List<@Nullable Object>> cells = sheets.cells();
    int rows = cells.size() - 1;
    int at = rows == 0 ? 1 : 1 + random.nextInt(rows);
    switch (rows == 0 ? 0 : random.nextInt(6)) {
      case 0, 1 -> cells.add(at, row("Person " + step, "+1415555%04d".formatted(200 + step)));
      case 2 -> gone.add(cells.remove(at));
      case 3 -> {
        if (!gone.isEmpty()) {
          cells.add(at, gone.remove(random.nextInt(gone.size())));
        }
      }
      case 4 -> Collections.shuffle(cells.subList(1, cells.size()), random);
      default -> cells.get(at).set(0, "Edited " + step);
    }
  }
}
