package io.mce.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks an exported audit trail without the engine, the database or a key: {@code java -cp
 * mce-core.jar:jackson... io.mce.audit.AuditVerifier trail.jsonl [link]}. With the link that an
 * earlier check printed it also tells whether that line is still part of the trail, which a trail
 * that was computed anew as a whole would not hold.
 */
public final class AuditVerifier {

  private static final int BROKEN = 1;
  private static final int USAGE = 2;

  private AuditVerifier() {}

  /** Ends with 0 when the trail is whole, 1 when it is not, 2 when it cannot be read. */
  public static void main(String[] arguments) {
    int status = run(arguments, System.out);
    System.out.flush();
    System.exit(status);
  }

  static int run(String[] arguments, PrintStream out) {
    if (arguments.length < 1 || arguments.length > 2) {
      out.println("usage: AuditVerifier <exported trail> [link noted earlier]");
      return USAGE;
    }
    Path file = Path.of(arguments[0]);
    try {
      AuditVerification found;
      try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
        found = AuditExport.verify(lines);
      }
      found.problems().forEach(problem -> out.println("BROKEN: " + problem));
      boolean known = arguments.length == 1 || holds(file, arguments[1]);
      if (!known) {
        out.println("BROKEN: no line has the link " + arguments[1]);
      }
      if (!found.intact() || !known) {
        return BROKEN;
      }
      out.println(found.entries() + " lines, whole; the last link is " + found.head());
      return 0;
    } catch (IllegalArgumentException e) {
      out.println("BROKEN: " + e.getMessage());
      return BROKEN;
    } catch (IOException e) {
      out.println("The file " + file + " cannot be read: " + e.getMessage());
      return USAGE;
    }
  }

  private static boolean holds(Path file, String link) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
      return lines.lines().anyMatch(line -> line.contains("\"hash\":\"" + link + "\""));
    }
  }
}
