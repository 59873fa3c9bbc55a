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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ImportUndoTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite(), 20);
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres(), 2);
    }
  }

  abstract static class Contract {

    private static final int CASES = 500;

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
    void leads_that_a_row_showed_to_be_one_are_two_again() {
      desk.imported(
          """
          Name,Phone,Lead ID,Source,Company
          Ana,+5511912345678,crm-1,portal,Sol
          Bea,+5511912345679,crm-2,portal,Lua
          """);
      Map<String, String> before = table();
      String one =
          """
          Name,Phone,Lead ID,Source,Company,Tags
          Ana Souza,+5511912345678,crm-2,portal,,vip
          Ana,+5511912345678,,portal,,new
          """;
      Import merging = desk.imported(one);
      assertThat(table()).hasSize(1);
      Import undone = desk.undone(merging.id());
      assertThat(table()).isEqualTo(before);
      assertThat(kept(merging.id())).isEmpty();
      assertThat(undone.undo().orElseThrow().kept()).isZero();
      desk.imported(one);
      assertThat(table()).as("an undo says nothing about who is who").hasSize(1);
    }

    @Test
    void what_was_edited_since_rows_made_two_leads_one_stays_and_is_listed() {
      desk.imported(
          """
          Name,Phone,Lead ID,Source,Company
          Ana,+5511912345678,crm-1,portal,Sol
          Bea,+5511912345679,crm-2,portal,Lua
          """);
      Import merging =
          desk.imported("Name,Phone,Lead ID,Source\nAna,+5511912345678,crm-2,portal\n");
      desk.edit(desk.leads().getFirst().name(), LeadChange.none().company("Estrela"));
      Import undone = desk.undone(merging.id());
      assertThat(desk.leads()).hasSize(2);
      assertThat(desk.leads())
          .filteredOn(lead -> lead.company().equals(Optional.of("Estrela")))
          .hasSize(1);
      assertThat(kept(merging.id()))
          .extracting(KeptLead::fields)
          .containsExactly(Set.of("company"));
      assertThat(undone.undo().orElseThrow().kept()).isEqualTo(1);
    }

    @Test
    void a_lead_that_an_import_made_and_merged_goes_with_its_undo() {
      desk.imported("Name,Phone,Lead ID,Source\nAna,+5511912345678,crm-1,portal\n");
      Map<String, String> before = table();
      String first =
          IntStream.range(0, 600)
              .mapToObj("Lead %1$d,+9198%1$08d,,portal"::formatted)
              .collect(Collectors.joining("\n"));
      Import merging =
          desk.imported(
              "Name,Phone,Lead ID,Source\n" + first + "\nAna,+919800000007,crm-1,portal\n");
      assertThat(table()).hasSize(600);
      Import undone = desk.undone(merging.id());
      assertThat(table()).isEqualTo(before);
      assertThat(undone.undo().orElseThrow().removed()).isEqualTo(600);
      assertThat(kept(merging.id())).isEmpty();
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

    /**
     * Random tables and files: what nobody touched is as if the import had never been. Many cases
     * come in one file, each with up to three people of its own.
     */
    @Test
    void an_undo_restores_the_table_when_nobody_touched_it() {
      prove(2);
    }

    @Test
    @Tag("proof")
    void it_restores_each_of_many_tables() {
      prove(rounds);
    }

    private void prove(int rounds) {
      long seed = Long.getLong("mce.seed", System.nanoTime());
      System.out.printf("ImportUndoTest: seed %d, %d cases%n", seed, rounds * CASES);
      Random random = new Random(seed);
      for (int round = 0; round < rounds; round++) {
        desk = new ImportDesk(mce, "round-" + round);
        desk.imported(file(random, 2));
        Map<String, String> before = table();
        Import done = desk.imported(file(random, 3));
        assertThat(done.created()).isPositive();
        assertThat(done.updated()).isPositive();
        desk.undone(done.id());
        assertThat(table()).as("seed %d, round %d", seed, round).isEqualTo(before);
        assertThat(kept(done.id())).as("seed %d, round %d", seed, round).isEmpty();
      }
    }

    /** Some rows show two people of a case to be one. */
    private static String file(Random random, int mostRows) {
      List<String> rows = new ArrayList<>();
      for (int i = 0; i < CASES; i++) {
        for (int row = random.nextInt(mostRows + 1); row > 0; row--) {
          int person = i * 3 + random.nextInt(3);
          int known = random.nextInt(4) == 0 ? i * 3 + random.nextInt(3) : person;
          rows.add(row(random, person, known));
        }
      }
      Collections.shuffle(rows, random);
      return rows.stream()
          .collect(
              Collectors.joining("\n", "Name,Phone,Email,Company,Tags,External id,Note\n", "\n"));
    }

    private static String row(Random random, int person, int known) {
      return String.join(
          ",",
          maybe(random, "Name " + random.nextInt(30)),
          "+55 11 " + (random.nextBoolean() ? "9" : "") + "8%07d".formatted(person),
          maybe(random, "p%d@example.com".formatted(person)),
          maybe(random, "Company " + random.nextInt(5)),
          maybe(random, "tag" + random.nextInt(4)),
          maybe(random, "crm-" + known),
          maybe(random, "note " + random.nextInt(9)));
    }

    private static String maybe(Random random, String value) {
      return random.nextInt(3) == 0 ? "" : value;
    }
  }
}
