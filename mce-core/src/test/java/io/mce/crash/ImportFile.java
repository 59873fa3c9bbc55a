package io.mce.crash;

import io.mce.lead.LeadDraft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A file of leads made from a seed, and the leads that are there before it. Of its rows some repeat
 * a person in another spelling of the phone number, some say something new about a lead from
 * before, a few show two leads from before to be one person, and some cannot be used. The tag of a
 * row is its number, by which it is found again whatever became of it.
 *
 * @param valid whether all rows can be used
 */
record ImportFile(long seed, int rows, boolean valid) {

  private static final String SOURCE = "portal";
  private static final int TENTH = 10;

  /** How many leads there are before. */
  int leadsBefore() {
    return Math.max(50, rows / TENTH);
  }

  /** A lead that is there before, by a number from 0. */
  LeadDraft before(int number) {
    return LeadDraft.of("Before " + number, spelled(number, 0))
        .source(SOURCE)
        .externalId("crm-" + number)
        .company("Company " + number % 90)
        .tags(Set.of("p" + number))
        .metadata(Map.of("city", "Pune"));
  }

  void write(Path file) {
    Random random = new Random(seed);
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(
          "Name,Phone,Email,Company,Tags,Lead ID,Source,City,Budget,Interest,Language,Remarks\n");
      for (int row = 0; row < rows; row++) {
        out.write(String.join(",", cells(row, random)));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> cells(int row, Random random) {
    int kind = random.nextInt(1_000);
    if (kind < 20 && !valid) {
      return unusable(row, random);
    }
    int person = leadsBefore() + row;
    String externalId = "";
    if (kind < 70) {
      person = leadsBefore() + random.nextInt(row + 1);
    } else if (kind < 130) {
      person = random.nextInt(leadsBefore());
    } else if (kind < 140) {
      person = random.nextInt(leadsBefore());
      externalId = "crm-" + random.nextInt(leadsBefore());
    }
    String email = random.nextInt(3) == 0 ? "" : "person%d@example.com".formatted(person);
    if (!valid && random.nextInt(200) == 0) {
      email = "person at example";
    }
    return row(
        row,
        random,
        random.nextInt(8) == 0 ? "" : "Person " + person,
        spelled(person, random.nextInt(5)),
        email,
        externalId);
  }

  private static List<String> unusable(int row, Random random) {
    String phone = List.of("", "call me", "9.87654E+09", "1234").get(random.nextInt(4));
    return row(row, random, "Nobody", phone, "", "");
  }

  private static List<String> row(
      int row, Random random, String name, String phone, String email, String externalId) {
    return List.of(
        name,
        phone,
        email,
        random.nextInt(3) == 0 ? "" : "Company " + random.nextInt(90),
        "r" + row,
        externalId,
        SOURCE,
        List.of("", "Pune", "Recife", "\"Rosario, Santa Fe\"").get(random.nextInt(4)),
        random.nextInt(2) == 0 ? "" : String.valueOf(random.nextInt(90) * 1_000),
        "Flat " + random.nextInt(5),
        List.of("", "en", "pt", "hi").get(random.nextInt(4)),
        random.nextInt(3) == 0 ? "\"said \"\"yes\"\"\"" : "");
  }

  /** The phone number of a person, as different people write it. */
  private static String spelled(int person, int spelling) {
    String digits = "%07d".formatted(person);
    String first = digits.substring(0, 3);
    String last = digits.substring(3);
    List<String> spellings =
        switch (person % 8) {
          case 1 ->
              List.of(
                  "+54 9 11 3" + first + "-" + last,
                  "+549113" + digits,
                  "+54 11 15 3" + first + " " + last,
                  "tel:+54-9-11-3" + digits,
                  "+54 9 (11) 3" + first + " " + last);
          case 2 ->
              List.of(
                  "+52 55 4" + first + " " + last,
                  "+52 1 55 4" + digits,
                  "+52 55 4" + digits,
                  "p:+52554" + digits,
                  "+52 (55) 4" + first + "-" + last);
          default ->
              List.of(
                  "+55 11 98" + first + "-" + last,
                  "+551198" + digits,
                  "+55 11 8" + first + " " + last,
                  "tel:+55-11-98" + digits,
                  "+55 (11) 98" + first + " " + last);
        };
    return spellings.get(spelling);
  }
}
