package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.kernel.Actor;
import io.mce.kernel.PhoneNumber;
import io.mce.kernel.PhoneNumbers;
import io.mce.spi.Address;
import io.mce.testing.MceExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Which rows are one person depends on the rows and not on their order, nor on which came together
 * in one batch. Rows that share a phone number in any spelling, a channel id or a source's own id
 * are one; a row with the names of two people makes them one; rows with nothing but an e-mail
 * address are one with those of the same address and nothing else.
 */
final class PersonPartitionTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }

    @Override
    int cases() {
      return 9_500;
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }

    @Override
    int cases() {
      return 500;
    }
  }

  abstract static class Contract extends LeadFixture {

    private static final int CHUNK = 250;
    private static final int BATCHES = 3;

    Contract(MceExtension mce) {
      super(mce);
    }

    abstract int cases();

    /** A row of a case; the place in the case names it. */
    private record Row(int caseNumber, int place, LeadDraft draft, Set<String> names) {}

    @Test
    void the_order_of_rows_changes_nothing_about_who_is_one() {
      long seed = Long.getLong("mce.seed", System.nanoTime());
      System.out.println("PersonPartitionTest: seed " + seed + ", " + cases() + " cases");
      Random random = new Random(seed);
      Actor other = newActor("other");
      for (int from = 0; from < cases(); from += CHUNK) {
        List<List<Row>> cases = new ArrayList<>();
        for (int i = from; i < Math.min(from + CHUNK, cases()); i++) {
          cases.add(rows(i, random));
        }
        Map<String, LeadId> one = captured(actor, cases, random);
        List<List<Row>> shuffled = new ArrayList<>();
        for (List<Row> each : cases) {
          List<Row> rows = new ArrayList<>(each);
          Collections.shuffle(rows, random);
          shuffled.add(rows);
        }
        Map<String, LeadId> two = captured(other, shuffled, random);
        for (List<Row> each : cases) {
          Set<Set<Integer>> expected = closure(each);
          assertThat(partition(each, one)).as("seed %s, %s", seed, each).isEqualTo(expected);
          assertThat(partition(each, two)).as("seed %s, %s", seed, each).isEqualTo(expected);
        }
      }
    }

    private static List<Row> rows(int number, Random random) {
      List<Row> rows = new ArrayList<>();
      int count = 2 + random.nextInt(3);
      for (int place = 0; place < count; place++) {
        LeadDraft draft = LeadDraft.named("").source("portal");
        Set<String> names = new HashSet<>();
        if (random.nextInt(4) > 0) {
          String digits = "8%07d".formatted(number * 2 + random.nextInt(2));
          String phone = "+5511" + (random.nextBoolean() ? "9" : "") + digits;
          draft = draft.phone(phone);
          names.add(PhoneNumbers.variantCanonical(new PhoneNumber(phone)).e164());
        }
        if (random.nextInt(4) == 0) {
          String id = "chat-" + number + "-" + random.nextInt(2);
          draft = draft.address(Address.opaque(id));
          names.add(id);
        }
        if (random.nextInt(5) == 0) {
          String id = "row-" + number + "-" + random.nextInt(2);
          draft = draft.externalId(id);
          names.add(id);
        }
        if (names.isEmpty() || random.nextInt(3) == 0) {
          String email = "e" + number + "-" + random.nextInt(2) + "@x.com";
          draft =
              draft.email(random.nextBoolean() ? email : email.toUpperCase(java.util.Locale.ROOT));
          if (names.isEmpty()) {
            names.add("alone " + email);
          }
        }
        rows.add(new Row(number, place, draft, names));
      }
      return rows;
    }

    /** Captures each case in its order, cut into batches anyhow. */
    private Map<String, LeadId> captured(Actor by, List<List<Row>> cases, Random random) {
      List<List<Row>> batches = new ArrayList<>();
      for (int i = 0; i < BATCHES; i++) {
        batches.add(new ArrayList<>());
      }
      for (List<Row> rows : cases) {
        int batch = 0;
        for (Row row : rows) {
          batch = Math.min(BATCHES - 1, batch + random.nextInt(2));
          batches.get(batch).add(row);
        }
      }
      Map<String, LeadId> leadIds = new HashMap<>();
      for (List<Row> batch : batches) {
        List<CaptureResult> results =
            batch.isEmpty()
                ? List.of()
                : leads.captureAll(by, batch.stream().map(Row::draft).toList());
        for (int i = 0; i < results.size(); i++) {
          leadIds.put(key(batch.get(i)), results.get(i).leadId());
        }
      }
      // Who was merged since is found under the old id.
      Set<LeadId> present =
          leads.findAll(by.organizationId(), new HashSet<>(leadIds.values())).keySet();
      leadIds.replaceAll((key, id) -> present.contains(id) ? id : leads.get(by, id).id());
      return leadIds;
    }

    private static String key(Row row) {
      return row.caseNumber() + "/" + row.place();
    }

    private static Set<Set<Integer>> partition(List<Row> rows, Map<String, LeadId> leadIds) {
      Map<LeadId, Set<Integer>> persons = new LinkedHashMap<>();
      for (Row row : rows) {
        LeadId leadId = Optional.ofNullable(leadIds.get(key(row))).orElseThrow();
        persons.computeIfAbsent(leadId, id -> new HashSet<>()).add(row.place());
      }
      return new HashSet<>(persons.values());
    }

    /** Joins rows that share a name until nothing changes. */
    private static Set<Set<Integer>> closure(List<Row> rows) {
      int[] person = new int[rows.size()];
      for (int i = 0; i < person.length; i++) {
        person[i] = i;
      }
      boolean changed = true;
      while (changed) {
        changed = false;
        for (int i = 0; i < person.length; i++) {
          for (int j = 0; j < person.length; j++) {
            if (person[i] != person[j]
                && !Collections.disjoint(rows.get(i).names(), rows.get(j).names())) {
              person[i] = Math.min(person[i], person[j]);
              person[j] = person[i];
              changed = true;
            }
          }
        }
      }
      Map<Integer, Set<Integer>> groups = new HashMap<>();
      for (int i = 0; i < person.length; i++) {
        groups.computeIfAbsent(person[i], each -> new HashSet<>()).add(rows.get(i).place());
      }
      return new HashSet<>(groups.values());
    }
  }
}
