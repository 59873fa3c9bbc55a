package io.mce.spi;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * What a carrier charges for one message.
 *
 * @param amount zero or more, in units of the currency (0.0075 is three quarters of a cent for
 *     USD); carriers charge fractions of the smallest coin, so the scale is theirs
 * @param currency the currency the carrier bills in
 */
public record Cost(BigDecimal amount, Currency currency) {

  /** Refuses negative amounts. */
  public Cost {
    Check.that(amount.signum() >= 0, "amount must not be negative: " + amount);
  }

  /** Reads an amount and an ISO 4217 code, such as {@code of("0.0075", "USD")}. */
  public static Cost of(String amount, String currencyCode) {
    return new Cost(new BigDecimal(amount), Currency.getInstance(currencyCode));
  }
}
