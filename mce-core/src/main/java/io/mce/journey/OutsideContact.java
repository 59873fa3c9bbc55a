package io.mce.journey;

import java.time.Instant;
import java.util.Optional;

/**
 * The role of events by which people say that they were in touch with a lead outside of the engine,
 * or say it differently, or take it back.
 */
public interface OutsideContact extends Touch {

  /** Returns what was said before; empty when nothing was. */
  Optional<Contact> before();

  /** Returns what is said now; empty when it was no contact, or is taken back. */
  Optional<Contact> after();

  /**
   * One contact.
   *
   * @param at when it was
   * @param answered whether the lead took part
   */
  record Contact(Instant at, boolean answered) {}
}
