package io.mce.spi;

/**
 * What a carrier will put on its bill for a message, where it names a rate and no money; with a
 * rate card and the country of the recipient it becomes a {@link Cost}.
 *
 * @param category the carrier's word for the rate, such as {@code marketing} or {@code service}
 * @param billable whether it costs anything
 * @param model the carrier's word for how it counts, may be empty
 */
@Experimental
public record Pricing(String category, boolean billable, String model) {

  /** Checks that the category is there. */
  public Pricing {
    Check.notBlank(category, "category");
  }
}
