package io.mce.project;

import java.util.List;
import java.util.Optional;

/**
 * A project as typed; also the whole of one, when it is edited.
 *
 * @param code what files and forms name it by
 * @param configurations what there is to choose: "2 bedrooms"
 */
public record ProjectDraft(
    String code,
    String name,
    Optional<String> location,
    Optional<PriceRange> price,
    List<String> configurations,
    List<ProjectFact> facts) {

  /** Copies the lists. */
  public ProjectDraft {
    configurations = List.copyOf(configurations);
    facts = List.copyOf(facts);
  }

  /** A project of which only code and name are known. */
  public static ProjectDraft of(String code, String name) {
    return new ProjectDraft(code, name, Optional.empty(), Optional.empty(), List.of(), List.of());
  }

  /** The same at a place; blank is none. */
  public ProjectDraft location(String value) {
    return new ProjectDraft(code, name, Optional.of(value), price, configurations, facts);
  }

  /** The same at these prices. */
  public ProjectDraft price(PriceRange value) {
    return new ProjectDraft(code, name, location, Optional.of(value), configurations, facts);
  }

  /** The same in these configurations. */
  public ProjectDraft configurations(List<String> value) {
    return new ProjectDraft(code, name, location, price, value, facts);
  }

  /** The same with these facts. */
  public ProjectDraft facts(List<ProjectFact> value) {
    return new ProjectDraft(code, name, location, price, configurations, value);
  }
}
