package io.mce.spi;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Settings that do not make a valid settings record; carries every problem found.
 *
 * <p>A settings record may throw it from its compact constructor to name the setting at fault; a
 * plain {@link IllegalArgumentException} does too, without the name.
 */
public final class InvalidSettingsException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<SettingProblem> problems;

  /** Carries all problems of one set of settings. */
  public InvalidSettingsException(List<SettingProblem> problems) {
    super(
        problems.stream()
            .map(p -> p.name().isEmpty() ? p.message() : p.name() + ": " + p.message())
            .collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** Carries one problem. */
  public static InvalidSettingsException of(String name, String message) {
    return new InvalidSettingsException(List.of(new SettingProblem(name, message)));
  }

  /** Every problem, in the order of the settings. */
  public List<SettingProblem> problems() {
    return problems;
  }
}
