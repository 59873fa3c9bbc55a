package io.mce.lead;

/** What is done about two who have one e-mail address and no surer name in common. */
public enum SameEmail {
  /** They stay two, and a person is asked. */
  SUGGEST,
  /** They are one, as with a phone number. */
  JOIN
}
