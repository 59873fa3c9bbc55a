package io.mce.audit;

import io.mce.persistence.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/** The file form of a trail: see {@link AuditTrail#export}. */
final class AuditExport {

  private AuditExport() {}

  /** Checks an exported trail, line by line. */
  static AuditVerification verify(BufferedReader lines) throws IOException {
    AuditChain chain = new AuditChain();
    Optional<AuditChain.Head> head = Optional.empty();
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (head.isPresent()) {
        throw new IllegalArgumentException("line " + number + " stands after the end of the trail");
      }
      if (line.startsWith(End.PREFIX)) {
        head = Optional.of(read(line, number, End.class).end());
      } else {
        chain.next(read(line, number, ChainedEntry.class));
      }
    }
    if (head.isEmpty()) {
      throw new IllegalArgumentException("the last line, with the newest link, is missing");
    }
    return chain.end(head);
  }

  private static <T> T read(String line, long number, Class<T> type) {
    try {
      return Json.read(line, type);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("line " + number + " is no line of an audit trail", e);
    }
  }

  /** The last line. */
  record End(AuditChain.Head end) {
    static final String PREFIX = "{\"end\":";
  }
}
