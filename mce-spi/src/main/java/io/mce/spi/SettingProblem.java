package io.mce.spi;

/**
 * One thing that is wrong with the settings of an account.
 *
 * @param name the setting, or empty when the rule is about several
 * @param message a sentence that says what is wrong and what is expected; never the value of a
 *     secret
 */
public record SettingProblem(String name, String message) {

  /** Checks that there is a message. */
  public SettingProblem {
    Check.notBlank(message, "message");
  }
}
