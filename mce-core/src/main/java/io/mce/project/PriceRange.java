package io.mce.project;

import io.mce.kernel.MceException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/**
 * What something costs, in one currency.
 *
 * @param currency code by ISO 4217, such as BRL or INR
 * @param from the lowest price; absent where only an upper end is told
 * @param to the highest price; absent where only a lower end is told
 */
public record PriceRange(String currency, Optional<BigDecimal> from, Optional<BigDecimal> to) {

  private static final long MOST = 1_000_000_000_000_000L;

  /**
   * Checks the range.
   *
   * @throws MceException INVALID that names what is wrong
   */
  public PriceRange {
    String code = currency;
    Currency known =
        Currency.getAvailableCurrencies().stream()
            .filter(each -> each.getCurrencyCode().equals(code))
            .findFirst()
            .orElseThrow(() ->
                MceException.invalid(
                    "currency", "Name the currency by its code, such as BRL or INR."));
    if (from.isEmpty() && to.isEmpty()) {
      throw MceException.invalid("priceFrom", "Say the lowest price, the highest, or both.");
    }
    from = from.map(amount -> checked("priceFrom", amount, known));
    to = to.map(amount -> checked("priceTo", amount, known));
    if (from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) > 0) {
      throw MceException.invalid("priceTo", "The highest price is below the lowest.");
    }
  }

  private static BigDecimal checked(String field, BigDecimal amount, Currency currency) {
    if (amount.signum() < 0 || amount.compareTo(BigDecimal.valueOf(MOST)) >= 0) {
      throw MceException.invalid(field, "A price is from 0 to below 1,000,000,000,000,000.");
    }
    int digits = Math.max(0, currency.getDefaultFractionDigits());
    BigDecimal plain = amount.stripTrailingZeros();
    if (plain.scale() > digits) {
      throw MceException.invalid(
          field, "A price in " + currency.getCurrencyCode() + " has " + digits + " decimals.");
    }
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  /** As people read it: {@code BRL 250000 - 400000}. */
  public String text() {
    String low = from.map(BigDecimal::toPlainString).orElse("");
    String high = to.map(BigDecimal::toPlainString).orElse("");
    if (low.isEmpty() || high.isEmpty() || low.equals(high)) {
      return currency + " " + (low.isEmpty() ? high : low);
    }
    return currency + " " + low + " - " + high;
  }
}
