package io.mce.app.project;

import io.mce.kernel.MceException;
import io.mce.project.PriceRange;
import io.mce.project.ProjectDraft;
import io.mce.project.ProjectFact;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A project as a client sends it; in an edit, what is left out stays and a blank location or
 * currency is cleared.
 *
 * @param code what files and forms name it by
 * @param currency by ISO 4217; needs a lowest or a highest price
 * @param priceFrom a decimal number as text: "250000" or "99.90"; blank for none
 * @param priceTo likewise
 */
@Introspected
record ProjectBody(
    @Nullable @Size(max = 60) String code,
    @Nullable @Size(max = 200) String name,
    @Nullable @Size(max = 200) String location,
    @Nullable @Size(max = 3) String currency,
    @Nullable @Size(max = 30) String priceFrom,
    @Nullable @Size(max = 30) String priceTo,
    @Nullable @Size(max = 100) List<@Nullable String> configurations,
    @Nullable @Size(max = 100) List<@Nullable @Valid FactBody> facts) {

  /** What leads ask, and what is true. */
  @Introspected
  record FactBody(
      @Nullable @Size(max = 200) String question, @Nullable @Size(max = 2000) String answer) {

    ProjectFact fact() {
      return new ProjectFact(question == null ? "" : question, answer == null ? "" : answer);
    }
  }

  ProjectDraft draft() {
    return over(ProjectDraft.of("", ""));
  }

  /** The project with these changes. */
  ProjectDraft over(ProjectDraft before) {
    return new ProjectDraft(
        code == null ? before.code() : code,
        name == null ? before.name() : name,
        location == null ? before.location() : present(location),
        price(before.price()),
        configurations == null ? before.configurations() : configurations(configurations),
        facts == null ? before.facts() : facts(facts));
  }

  private Optional<PriceRange> price(Optional<PriceRange> before) {
    if (currency == null && priceFrom == null && priceTo == null) {
      return before;
    }
    if (currency != null && currency.isBlank()) {
      if (present(priceFrom).isPresent() || present(priceTo).isPresent()) {
        throw MceException.invalid("currency", "A price needs a currency, such as BRL or INR.");
      }
      return Optional.empty();
    }
    return Optional.of(
        new PriceRange(
            currency == null
                ? before.map(PriceRange::currency).orElse("")
                : currency.strip().toUpperCase(Locale.ROOT),
            priceFrom == null ? before.flatMap(PriceRange::from) : amount("priceFrom", priceFrom),
            priceTo == null ? before.flatMap(PriceRange::to) : amount("priceTo", priceTo)));
  }

  private static Optional<BigDecimal> amount(String field, String text) {
    try {
      return present(text).map(BigDecimal::new);
    } catch (NumberFormatException e) {
      throw MceException.invalid(field, "Write the price as a number: 250000 or 99.90.");
    }
  }

  private static Optional<String> present(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(each -> !each.isEmpty());
  }

  private static List<String> configurations(List<@Nullable String> texts) {
    List<String> found = new ArrayList<>();
    texts.forEach(text -> found.add(text == null ? "" : text));
    return found;
  }

  private static List<ProjectFact> facts(List<@Nullable FactBody> bodies) {
    List<ProjectFact> found = new ArrayList<>();
    for (FactBody body : bodies) {
      if (body == null) {
        throw MceException.invalid("facts", "A fact is a question and an answer.");
      }
      found.add(body.fact());
    }
    return found;
  }
}
