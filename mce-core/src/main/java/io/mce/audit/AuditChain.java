package io.mce.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rule of the chain: each link is the SHA-256 of the link before it and of every field of its
 * line, each with its length in front, so that no two lines hash the same bytes. Checks lines in
 * the order in which they are given to it; not thread-safe.
 */
final class AuditChain {

  /** What the first line is chained to. */
  static final String START = "0".repeat(64);

  private static final int MAX_PROBLEMS = 100;

  private final List<String> problems = new ArrayList<>();
  private @Nullable String organizationId;
  private String hash = START;
  private long number;
  private long count;

  static String hash(String previous, ChainedEntry entry) {
    MessageDigest digest = sha256();
    Stream.of(
            previous,
            entry.organizationId(),
            String.valueOf(entry.number()),
            String.valueOf(entry.seq()),
            entry.name(),
            String.valueOf(entry.version()),
            entry.subjectType(),
            entry.subjectId(),
            entry.actorKind(),
            entry.actorId(),
            entry.cause(),
            entry.originSealed(),
            String.valueOf(entry.at()),
            entry.payload(),
            entry.changesSealed())
        .forEach(field -> update(digest, Optional.ofNullable(field)));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Checks the next line. */
  void next(ChainedEntry entry) {
    count++;
    if (organizationId == null) {
      organizationId = entry.organizationId();
    }
    if (entry.number() != number + 1) {
      problem("after line %d comes line %d".formatted(number, entry.number()));
    } else if (!entry.organizationId().equals(organizationId)) {
      problem("line %d is of another organization".formatted(entry.number()));
    } else if (!hash(hash, entry).equals(entry.hash())) {
      problem("line %d is not as it was written".formatted(entry.number()));
    }
    // Go on from what is there, so that one wrong line is one problem and not thousands.
    number = entry.number();
    hash = entry.hash();
  }

  /** Checks that nothing is missing at the end. */
  AuditVerification end(Optional<Head> head) {
    Head expected = head.orElse(new Head(0, START));
    if (expected.number() != number) {
      problem("the trail ends at line %d, not at %d".formatted(number, expected.number()));
    } else if (!expected.hash().equals(hash)) {
      problem("the last line is not the one that was written");
    }
    return new AuditVerification(count, hash, problems);
  }

  private void problem(String text) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(text);
    }
  }

  private static void update(MessageDigest digest, Optional<String> field) {
    // An absent field is told from an empty one.
    byte[] bytes = field.orElse("").getBytes(UTF_8);
    digest.update(
        ByteBuffer.allocate(Integer.BYTES + bytes.length)
            .putInt(field.isPresent() ? bytes.length : -1)
            .put(bytes)
            .array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** The newest line of a trail. */
  record Head(long number, String hash) {}
}
