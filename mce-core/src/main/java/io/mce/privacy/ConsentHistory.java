package io.mce.privacy;

import java.util.List;

/**
 * The consents of a person.
 *
 * @param current what holds now, by purpose and channel
 * @param records every record, newest first
 */
public record ConsentHistory(List<ConsentState> current, List<Consent> records) {

  /** Copies what it is given. */
  public ConsentHistory {
    current = List.copyOf(current);
    records = List.copyOf(records);
  }
}
