package io.mce.persistence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators that a statement was refused because it could reach rows of another organization:
 * a fault in the program, which testing missed and the check caught. Thread-safe.
 */
final class StatementAlarm {

  private static final Logger log = LoggerFactory.getLogger(StatementAlarm.class);
  private static final Pattern TABLE = Pattern.compile("\\bmce_\\w+");
  private static final int HASH_LENGTH = 12;

  private final AtomicLong refused = new AtomicLong();

  /** Counts a refusal and logs which statement it was, by a name that holds no value of it. */
  void raise(String sql) {
    refused.incrementAndGet();
    log.error(
        "a statement was refused because it could reach rows of another organization: {}",
        nameOf(sql));
  }

  /** Returns how many statements were refused since this engine began. */
  long refused() {
    return refused.get();
  }

  /** What it does, the tables it names, and a hash by which its text can be told from others. */
  static String nameOf(String sql) {
    String text = sql.strip();
    String verb = text.substring(0, Math.min(text.length(), 6)).replaceAll("\\W.*", "");
    String tables =
        TABLE
            .matcher(text)
            .results()
            .map(match -> match.group())
            .distinct()
            .reduce((one, two) -> one + ", " + two)
            .orElse("no table of ours");
    return "%s of %s, sha256 %s".formatted(verb, tables, hash(text));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
