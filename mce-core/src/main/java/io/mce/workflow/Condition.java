package io.mce.workflow;

import io.mce.kernel.MceException;
import io.mce.lead.Lead;
import io.mce.lead.LeadStatus;
import io.mce.segment.SegmentId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What must hold of the lead when a workflow starts. Texts are compared without regard to case.
 *
 * @param value a source, status or tag by name, a score as a whole number, or the id of a segment
 */
public record Condition(Field field, Op op, String value) {

  private static final int MAX_VALUE = 200;

  /** What is looked at. */
  public enum Field {
    /** Where the lead came from first. */
    SOURCE(EnumSet.of(Op.EQUALS, Op.NOT_EQUALS, Op.CONTAINS)),
    /** The lead's status now. */
    STATUS(EnumSet.of(Op.EQUALS, Op.NOT_EQUALS)),
    /** The lead's score now. */
    SCORE(EnumSet.of(Op.EQUALS, Op.NOT_EQUALS, Op.AT_LEAST)),
    /** Any tag of the lead; NOT_EQUALS holds when none is the value. */
    TAG(EnumSet.of(Op.EQUALS, Op.NOT_EQUALS, Op.CONTAINS)),
    /** Whether the lead is in the segment with this id now. */
    SEGMENT(EnumSet.of(Op.EQUALS, Op.NOT_EQUALS));

    private final Set<Op> ops;

    Field(Set<Op> ops) {
      this.ops = ops;
    }

    /** Returns how this field can be compared. */
    public Set<Op> ops() {
      return EnumSet.copyOf(ops);
    }
  }

  /** How it is compared. */
  public enum Op {
    EQUALS,
    NOT_EQUALS,
    /** The number is this or more. */
    AT_LEAST,
    /** The text has this in it. */
    CONTAINS
  }

  /** Strips the value. */
  public Condition {
    value = value.strip();
  }

  /** Returns the segment it is about, if it is about one. */
  Optional<SegmentId> segment() {
    return field == Field.SEGMENT ? Optional.of(SegmentId.of(value)) : Optional.empty();
  }

  /**
   * Tells whether it holds of a lead.
   *
   * @param segments tells whether the lead is in a segment
   */
  boolean holds(Lead lead, Predicate<SegmentId> segments) {
    return switch (field) {
      case SOURCE -> compare(lead.source());
      case STATUS -> compare(lead.status().name());
      case SCORE -> compare(lead.score());
      case SEGMENT -> segments.test(SegmentId.of(value)) == (op == Op.EQUALS);
      case TAG ->
          op == Op.NOT_EQUALS
              ? lead.tags().stream().allMatch(this::compare)
              : lead.tags().stream().anyMatch(this::compare);
    };
  }

  private boolean compare(String text) {
    return switch (op) {
      case EQUALS -> text.equalsIgnoreCase(value);
      case NOT_EQUALS -> !text.equalsIgnoreCase(value);
      case CONTAINS -> text.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
      case AT_LEAST -> false;
    };
  }

  private boolean compare(int number) {
    int wanted = Integer.parseInt(value);
    return switch (op) {
      case EQUALS -> number == wanted;
      case NOT_EQUALS -> number != wanted;
      case AT_LEAST -> number >= wanted;
      case CONTAINS -> false;
    };
  }

  /** Refuses what can never hold or be compared. */
  void requireValid(String where) {
    if (value.isEmpty() || value.length() > MAX_VALUE) {
      throw MceException.invalid(
          where + ".value", "The value must have 1 to " + MAX_VALUE + " characters.");
    }
    if (!field.ops.contains(op)) {
      throw MceException.invalid(
          where + ".op",
          "A " + field + " can be compared by " + field.ops + ", not by " + op + ".");
    }
    if (field == Field.SCORE && !value.matches("\\d{1,3}")) {
      throw MceException.invalid(
          where + ".value", "A score is a whole number from 0 to 100, not \"" + value + "\".");
    }
    if (field == Field.SEGMENT && !value.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      throw MceException.invalid(where + ".value", "Choose a segment by its id.");
    }
    if (field == Field.STATUS
        && Arrays.stream(LeadStatus.values())
            .noneMatch(status -> status.name().equalsIgnoreCase(value))) {
      throw MceException.invalid(
          where + ".value",
          "A status is one of "
              + Arrays.toString(LeadStatus.values())
              + ", not \""
              + value
              + "\".");
    }
  }
}
