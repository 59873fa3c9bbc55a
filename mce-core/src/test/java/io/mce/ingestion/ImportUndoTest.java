package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mce.engine.EngineParts;
import io.mce.kernel.PageRequest;
import io.mce.lead.AutomationReason;
import io.mce.lead.KeptLead;
import io.mce.lead.Lead;
import io.mce.lead.LeadChange;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ImportUndoTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite(), 40);
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres(), 8);
    }
  }

  abstract static class Contract {

    private static final int ROWS = 250;

    @RegisterExtension final MceExtension mce;
    private final int rounds;
    private ImportDesk desk;

    Contract(MceExtension mce, int rounds) {
      this.mce = mce;
      this.rounds = rounds;
    }

    @BeforeEach
    void desk() {
      desk = new ImportDesk(mce);
    }

    /** Everything about leads but what counts edits. */
    private Map<String, String> table() {
      Map<String, String> table = new TreeMap<>();
      for (Lead lead : desk.leads()) {
        table.put(
            lead.id().toString(),
            String.join(
                "|",
                lead.name(),
                lead.phone().toString(),
                lead.email().toString(),
                lead.channelIds().toString(),
                lead.company().toString(),
                lead.source(),
                lead.status().toString(),
                String.valueOf(lead.score()),
                lead.owner().toString(),
                lead.automation().toString(),
                new TreeMap<>(lead.metadata()).toString(),
                lead.tags().stream().sorted().toList().toString(),
                lead.importId().toString(),
                lead.createdAt().toString()));
      }
      return table;
    }

    private List<KeptLead> kept(ImportId id) {
      return desk.imports().kept(desk.actor(), id, PageRequest.first()).items();
    }

    @Test
    void what_an_import_created_goes_and_what_it_changed_is_as_before() {
      desk.imported("Name,Phone\nAna,+5511912345678\n");
      Map<String, String> before = table();
      Import second =
          desk.imported(
              """
              Name,Phone,Email,Company,Tags,Budget
              Ana,+5511912345678,ana@example.com,Sol,vip,10
              Bob,+919876543210,bob@example.com,,,
              """);
      assertThat(table()).hasSize(2).isNotEqualTo(before);
      assertThat(desk.lead("Ana").email()).isPresent();

      Import undone = desk.undone(second.id());

      assertThat(undone.status()).isEqualTo(ImportStatus.UNDONE);
      assertThat(undone.undo())
          .hasValueSatisfying(undo -> {
            assertThat(undo.removed()).isEqualTo(1);
            assertThat(undo.restored()).isEqualTo(1);
            assertThat(undo.kept()).isZero();
            assertThat(undo.by().id()).isEqualTo("imports-test");
          });
      assertThat(table()).isEqualTo(before);
      assertThat(kept(second.id())).isEmpty();
    }

    @Test
    void what_people_did_since_wins_and_is_listed() {
      desk.imported("Name,Phone\nAna,+5511912345678\n");
      Import second =
          desk.imported(
              """
              Name,Phone,Email,Company,Budget
              Ana,+5511912345678,ana@example.com,Sol,10
              Bob,+919876543210,,,
              Cid,+919876543211,,,
              Dee,+919876543212,,,
              """);
      desk.edit("Ana", LeadChange.none().company("Sol Ltd"));
      desk.edit("Bob", LeadChange.none().tags(Set.of("called")));
      mce.advance(Duration.ofMinutes(1));
      mce.engine()
          .leads()
          .pauseAutomation(desk.actor(), desk.lead("Cid").id(), AutomationReason.MANUAL);

      Import undone = desk.undone(second.id());

      assertThat(desk.leads()).extracting(Lead::name).containsOnly("Ana", "Bob", "Cid");
      Lead ana = desk.lead("Ana");
      assertThat(ana.company()).contains("Sol Ltd");
      assertThat(ana.email()).isEmpty();
      assertThat(ana.metadata()).isEmpty();
      assertThat(desk.lead("Bob").tags()).containsExactly("called");
      assertThat(undone.undo().orElseThrow().kept()).isEqualTo(3);
      assertThat(kept(second.id()))
          .extracting(KeptLead::name, KeptLead::fields)
          .containsExactlyInAnyOrder(
              tuple("Ana", Set.of("company")),
              tuple("Bob", Set.of("lead")),
              tuple("Cid", Set.of("lead")));
    }

    @Test
    void after_an_undo_the_mended_file_makes_new_leads() {
      Import wrong =
          desk.imported(
              ImportTerms.USUAL.mapping(Map.of("Who", "company", "Where", "name")),
              "Who,Where,Phone\nAna,Pune,+5511912345678\n");
      assertThat(desk.lead("Pune").company()).contains("Ana");
      desk.undone(wrong.id());
      assertThat(desk.leads()).isEmpty();

      Import right =
          desk.imported(
              ImportTerms.USUAL.mapping(Map.of("Who", "name")),
              "Who,Where,Phone\nAna,Pune,+5511912345678\n");

      assertThat(right.created()).isEqualTo(1);
      Lead lead = desk.leads().getFirst();
      assertThat(lead.name()).isEqualTo("Ana");
      assertThat(lead.company()).isEmpty();
      assertThat(lead.metadata()).containsExactlyEntriesOf(Map.of("where", "Pune"));
    }

    @Test
    void a_lead_that_an_undo_removed_can_be_restored_from_the_archive() {
      Import first = desk.imported("Name,Phone\nAna,+5511912345678\n");
      Map<String, String> before = table();
      Lead ana = desk.lead("Ana");
      desk.undone(first.id());

      mce.engine().leadArchive().restore(desk.actor(), ana.id());

      assertThat(table()).isEqualTo(before);
      assertThat(desk.imported("Name,Phone,Company\nAna,+5511912345678,Sol\n").updated())
          .isEqualTo(1);
    }

    @Test
    void a_lead_that_an_import_brought_back_is_deleted_again() {
      desk.imported("Name,Phone\nAna,+5511912345678\n");
      mce.engine().leads().delete(desk.actor(), desk.lead("Ana").id());
      Import second = desk.imported("Name,Phone,Company\nAna,+5511912345678,Sol\n");
      assertThat(desk.leads()).hasSize(1);

      desk.undone(second.id());

      assertThat(desk.leads()).isEmpty();
      assertThat(desk.imported("Name,Phone\nAna,+5511912345678\n").created()).isZero();
      assertThat(desk.lead("Ana").company()).isEmpty();
    }

    @Test
    void an_undo_goes_on_after_a_crash() {
      String rows =
          IntStream.range(0, 2_500)
              .mapToObj("Lead %1$d,+9198%1$08d"::formatted)
              .collect(Collectors.joining("\n", "Name,Phone\n", "\n"));
      Import done = desk.imported(rows);
      desk.imports().undo(desk.actor(), done.id());
      ImportUndoing undoing = EngineParts.part(mce.engine(), ImportUndoing.class);
      assertThat(undoing.step(desk.actor(), done.id())).isTrue();
      assertThat(desk.get(done.id()).undo().orElseThrow().removed()).isEqualTo(200);

      mce.restart();
      mce.advance(Duration.ofMinutes(1));

      assertThat(desk.get(done.id()).status()).isEqualTo(ImportStatus.UNDONE);
      assertThat(desk.get(done.id()).undo().orElseThrow().removed()).isEqualTo(2_500);
      assertThat(desk.leads()).isEmpty();
    }

    /** Random tables and files: what nobody touched is as if the import had never been. */
    @Test
    void an_undo_restores_the_table_when_nobody_touched_it() {
      long seed = 20261122;
      Random random = new Random(seed);
      desk.imported(file(random, 100));
      for (int round = 0; round < rounds; round++) {
        Map<String, String> before = table();
        Import done = desk.imported(file(random, ROWS));
        desk.undone(done.id());
        assertThat(table()).as("seed %d, round %d", seed, round).isEqualTo(before);
        assertThat(kept(done.id())).as("seed %d, round %d", seed, round).isEmpty();
        if (round % 4 == 3) {
          desk.imported(file(random, 20));
        }
      }
    }

    /**
     * Every row names its person by phone: a row that shows two known leads to be one merges them,
     * and that is undone as merges are, not with the import.
     */
    private static String file(Random random, int rows) {
      return IntStream.range(0, rows)
          .map(i -> random.nextInt(300))
          .mapToObj(person ->
              String.join(
                  ",",
                  maybe(random, "Name " + random.nextInt(30)),
                  "+9198765%05d".formatted(person),
                  maybe(random, "p%d@example.com".formatted(person)),
                  maybe(random, "Company " + random.nextInt(5)),
                  maybe(random, "tag" + random.nextInt(4)),
                  maybe(random, "crm-" + person),
                  maybe(random, "note " + random.nextInt(9))))
          .collect(
              Collectors.joining("\n", "Name,Phone,Email,Company,Tags,External id,Note\n", "\n"));
    }

    private static String maybe(Random random, String value) {
      return random.nextInt(3) == 0 ? "" : value;
    }
  }
}
