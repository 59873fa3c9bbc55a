package io.mce.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A file of leads as they come from portals: 12 columns, one row in twenty someone who was there
 * before with the number spelled otherwise, one in fifty without a number that could be called. The
 * same for the same seed.
 */
final class LeadFile {

  private static final int KNOWN_PERCENT = 5;
  private static final int INVALID_PERCENT = 2;

  private static final List<String> SYLLABLES =
      List.of("an", "ro", "pri", "jo", "ne", "ar", "lí", "ka", "ra", "so", "ve", "mi", "su", "ta");
  private static final List<String> CITIES =
      List.of("Mumbai", "Pune", "São Paulo", "Bengaluru", "Recife", "Delhi");
  private static final List<String> SOURCES =
      List.of("website", "referral", "99acres", "facebook", "walk-in");

  private LeadFile() {}

  /** Writes rows from one number up to another, without the latter. */
  static Path write(Path folder, int from, int to) throws IOException {
    Path file = folder.resolve("leads-" + from + "-" + to + ".csv");
    Random random = new Random(42L + from);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("Name,Phone,Email,Company,City,Job Title,Source,Tags,Budget,Interest,Notes,Id\n");
      for (int i = from; i < to; i++) {
        out.write(row(i, random));
        out.newLine();
      }
    }
    return file;
  }

  private static String row(int i, Random random) {
    int chance = random.nextInt(100);
    int person = chance < KNOWN_PERCENT && i > 0 ? random.nextInt(i) : i;
    String phone =
        chance >= 100 - INVALID_PERCENT ? "12-" + i % 10 : spelled(person, random.nextInt(6));
    return String.join(
        ",",
        name(person * 7L) + " " + name(person * 31L + 11),
        "\"" + phone + "\"",
        (person % 2 == 0 ? "Lead" : "lead") + person + "@Example.com",
        "Company " + person % 50_000,
        CITIES.get(person % 6),
        "Manager",
        SOURCES.get(person % 5),
        person % 3 == 0 ? "hot;2bhk" : "2bhk",
        Integer.toString(40 + person % 60),
        "Two bedrooms",
        "\"Called before noon, wants a view of the garden\"",
        person == i ? "P-" + i : "");
  }

  /** One of some ten thousand names. */
  private static String name(long number) {
    long rest = (number * 2_654_435_761L) >>> 8;
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      name.append(SYLLABLES.get((int) (rest % SYLLABLES.size())));
      rest /= SYLLABLES.size();
    }
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** The ways in which the same Indian number is written. */
  private static String spelled(int person, int way) {
    String digits = "9%09d".formatted(800_000_000L - person);
    return switch (way) {
      case 0 -> "+91" + digits;
      case 1 -> "0" + digits;
      case 2 -> "+91 " + digits.substring(0, 5) + " " + digits.substring(5);
      case 3 -> "0091-" + digits;
      case 4 -> "(" + digits.substring(0, 4) + ") " + digits.substring(4);
      default -> digits;
    };
  }
}
