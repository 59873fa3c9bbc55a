package io.mce.lead;

import io.mce.kernel.EmailAddress;
import io.mce.kernel.MceException;
import io.mce.kernel.PhoneNumber;
import io.mce.lead.MergePreview.Field;
import io.mce.project.ProjectId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of two leads side by side, and what comes of them: what a person chose, else what the
 * policy says, the lead that was captured first being the older one. What only one of them has is
 * kept. Reads no database.
 */
final class MergeFields {

  static final String PHONE = "phone";
  static final String EMAIL = "email";
  static final String STATUS = "status";
  static final String OWNER = "owner";

  private final Lead survivor;
  private final Lead merged;
  private final boolean survivorIsOlder;
  private final MergePolicy policy;
  private final Map<String, MergeSide> choices;
  private final TypedFields typed;
  private final List<Field> fields = new ArrayList<>();

  MergeFields(
      Lead survivor,
      Lead merged,
      MergePolicy policy,
      Map<String, MergeSide> choices,
      TypedFields typed) {
    this.survivor = survivor;
    this.merged = merged;
    this.survivorIsOlder =
        survivor.createdAt().equals(merged.createdAt())
            ? survivor.id().toString().compareTo(merged.id().toString()) <= 0
            : survivor.createdAt().isBefore(merged.createdAt());
    this.policy = typed.policy(policy);
    this.typed = typed;
    this.choices = choices;
    addText(MergePolicy.NAME, present(survivor.name()), present(merged.name()));
    addText(MergePolicy.COMPANY, survivor.company(), merged.company());
    add(
        PHONE,
        survivor.phone().map(PhoneNumber::e164),
        merged.phone().map(PhoneNumber::e164),
        MergeSide.SURVIVOR);
    add(
        EMAIL,
        survivor.email().map(EmailAddress::address),
        merged.email().map(EmailAddress::address),
        MergeSide.SURVIVOR);
    add(
        STATUS,
        Optional.of(survivor.status().name()),
        Optional.of(merged.status().name()),
        MergeSide.SURVIVOR);
    add(
        OWNER,
        survivor.owner().map(Object::toString),
        merged.owner().map(Object::toString),
        MergeSide.SURVIVOR);
    add(
        MergePolicy.PROJECT,
        survivor.project().map(Object::toString),
        merged.project().map(Object::toString),
        project(survivor, merged));
    addTags();
    Set<String> keys = new LinkedHashSet<>(survivor.metadata().keySet());
    keys.addAll(merged.metadata().keySet());
    keys.forEach(key ->
        addText(
            MergePolicy.METADATA_PREFIX + key,
            Optional.ofNullable(survivor.metadata().get(key)),
            Optional.ofNullable(merged.metadata().get(key))));
    Set<String> unknown = new TreeSet<>(choices.keySet());
    fields.forEach(field -> unknown.remove(field.name()));
    if (!unknown.isEmpty()) {
      throw MceException.invalid("choices", "The two leads have no field " + unknown + ".");
    }
  }

  /** Whose project the policy keeps. */
  private MergeSide project(Lead survivor, Lead merged) {
    Optional<ProjectId> joined =
        survivorIsOlder
            ? policy.joinProject(survivor.project(), merged.project())
            : policy.joinProject(merged.project(), survivor.project());
    return joined.equals(survivor.project()) ? MergeSide.SURVIVOR : MergeSide.MERGED;
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(each -> !each.isBlank());
  }

  private void addText(String name, Optional<String> mine, Optional<String> theirs) {
    String joined =
        survivorIsOlder
            ? policy.join(name, mine.orElse(""), theirs.orElse(""))
            : policy.join(name, theirs.orElse(""), mine.orElse(""));
    Optional<String> result =
        Optional.of(joined).equals(mine) || Optional.of(joined).equals(theirs)
            ? Optional.of(joined)
            : present(canonical(name, joined));
    MergeSide side =
        result.equals(mine)
            ? MergeSide.SURVIVOR
            : result.equals(theirs) ? MergeSide.MERGED : MergeSide.BOTH;
    MergeSide chosen = chosen(name, side, mine, theirs);
    fields.add(
        new Field(
            name,
            mine,
            theirs,
            chosen,
            switch (chosen) {
              case SURVIVOR -> mine;
              case MERGED -> theirs;
              case BOTH -> side == MergeSide.BOTH ? result : both(name, mine, theirs);
            }));
  }

  private String canonical(String name, String value) {
    return name.startsWith(MergePolicy.METADATA_PREFIX)
        ? typed.canonical(name.substring(MergePolicy.METADATA_PREFIX.length()), value)
        : value;
  }

  /** Side by side, where the policy would have kept one of them. */
  private Optional<String> both(String name, Optional<String> mine, Optional<String> theirs) {
    if (!name.startsWith(MergePolicy.METADATA_PREFIX)
        || typed.isSingle(name.substring(MergePolicy.METADATA_PREFIX.length()))) {
      throw MceException.invalid("choices", "The field " + name + " has one value.");
    }
    return Optional.of(MergeStrategy.UNION.join(mine.orElse(""), theirs.orElse("")));
  }

  private void add(
      String name, Optional<String> mine, Optional<String> theirs, MergeSide preferred) {
    MergeSide side = mine.isEmpty() && theirs.isPresent() ? MergeSide.MERGED : preferred;
    MergeSide chosen = chosen(name, side, mine, theirs);
    if (chosen == MergeSide.BOTH) {
      throw MceException.invalid("choices", "The field " + name + " has one value.");
    }
    fields.add(new Field(name, mine, theirs, chosen, chosen == MergeSide.SURVIVOR ? mine : theirs));
  }

  private void addTags() {
    Set<String> joined =
        survivorIsOlder
            ? policy.joinTags(survivor.tags(), merged.tags())
            : policy.joinTags(merged.tags(), survivor.tags());
    MergeSide side =
        joined.equals(survivor.tags())
            ? MergeSide.SURVIVOR
            : joined.equals(merged.tags()) ? MergeSide.MERGED : MergeSide.BOTH;
    Optional<String> mine = tagText(survivor.tags());
    Optional<String> theirs = tagText(merged.tags());
    MergeSide chosen = chosen(MergePolicy.TAGS, side, mine, theirs);
    fields.add(new Field(MergePolicy.TAGS, mine, theirs, chosen, tagText(tags(chosen))));
  }

  /** What only one of them has is not lost by choosing the other. */
  private MergeSide chosen(
      String name, MergeSide side, Optional<String> mine, Optional<String> theirs) {
    if (mine.isEmpty() || theirs.isEmpty()) {
      return side;
    }
    return choices.getOrDefault(name, side);
  }

  private Set<String> tags(MergeSide side) {
    return switch (side) {
      case SURVIVOR -> survivor.tags();
      case MERGED -> merged.tags();
      case BOTH -> {
        Set<String> all = new LinkedHashSet<>(survivor.tags());
        all.addAll(merged.tags());
        yield all;
      }
    };
  }

  private static Optional<String> tagText(Set<String> tags) {
    return tags.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", new TreeSet<>(tags)));
  }

  List<Field> fields() {
    return List.copyOf(fields);
  }

  Map<String, MergeSide> provenance() {
    Map<String, MergeSide> sides = new LinkedHashMap<>();
    fields.forEach(field -> sides.put(field.name(), field.side()));
    return sides;
  }

  MergeSide side(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .map(Field::side)
        .orElse(MergeSide.SURVIVOR);
  }

  private Optional<String> result(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .flatMap(Field::result);
  }

  /** Returns what the survivor is to be. */
  LeadSnapshot result() {
    Automation automation = stricter(survivor.automation(), merged.automation());
    Lead scored = merged.score() > survivor.score() ? merged : survivor;
    Map<String, String> metadata = new LinkedHashMap<>();
    fields.stream()
        .filter(field -> field.name().startsWith(MergePolicy.METADATA_PREFIX))
        .forEach(field ->
            field
                .result()
                .ifPresent(value ->
                    metadata.put(
                        field.name().substring(MergePolicy.METADATA_PREFIX.length()), value)));
    return new LeadSnapshot(
        result(MergePolicy.NAME).orElse(""),
        result(MergePolicy.COMPANY),
        survivorIsOlder ? survivor.source() : merged.source(),
        side(STATUS) == MergeSide.SURVIVOR ? survivor.status() : merged.status(),
        scored.score(),
        scored.scoreReasons(),
        side(OWNER) == MergeSide.SURVIVOR ? survivor.owner() : merged.owner(),
        automation.state(),
        automation.reason(),
        List.copyOf(tags(side(MergePolicy.TAGS))),
        metadata,
        side(MergePolicy.PROJECT) == MergeSide.SURVIVOR ? survivor.project() : merged.project());
  }

  /** Returns the one of two that allows less. */
  static Automation stricter(Automation one, Automation other) {
    return strictness(other) > strictness(one) ? other : one;
  }

  static int strictness(Automation automation) {
    return switch (automation.state()) {
      case ACTIVE -> 0;
      case PAUSED -> automation.reason().equals(Optional.of(AutomationReason.REPLIED)) ? 1 : 2;
      case OPTED_OUT -> 3;
    };
  }
}
