package io.mce.segment;

import io.mce.field.FieldType;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** How the value of a custom field is compared. Immutable. */
public sealed interface FieldMatch {

  /** Tells whether values of this type are compared so. */
  boolean fits(FieldType type);

  /** There is a value, whatever it is. What is no value of the field's type counts as none. */
  record Filled() implements FieldMatch {
    @Override
    public boolean fits(FieldType type) {
      return true;
    }
  }

  /** It is this text, without regard to case and accents; the first 200 characters count. */
  record Exactly(String text) implements FieldMatch {
    @Override
    public boolean fits(FieldType type) {
      return isText(type);
    }
  }

  /** It begins with this text, without regard to case and accents. */
  record Beginning(String text) implements FieldMatch {
    @Override
    public boolean fits(FieldType type) {
      return isText(type);
    }
  }

  /** It is, or has in it, one of these choices; also such as the field no longer offers. */
  record AnyOf(Set<String> choices) implements FieldMatch {
    /** Copies the set. */
    public AnyOf {
      choices = Collections.unmodifiableSet(new LinkedHashSet<>(choices));
    }

    @Override
    public boolean fits(FieldType type) {
      return type.hasChoices();
    }
  }

  /** A number or an amount in this range, both ends included. */
  record Between(Optional<Double> min, Optional<Double> max) implements FieldMatch {
    @Override
    public boolean fits(FieldType type) {
      return type.isAmount();
    }
  }

  /** A day in this range, both ends included. */
  record Days(Optional<LocalDate> min, Optional<LocalDate> max) implements FieldMatch {
    @Override
    public boolean fits(FieldType type) {
      return type == FieldType.DATE;
    }
  }

  /** Yes, or no. A lead of which neither is known fits neither. */
  record Truth(boolean value) implements FieldMatch {
    @Override
    public boolean fits(FieldType type) {
      return type == FieldType.BOOLEAN;
    }
  }

  private static boolean isText(FieldType type) {
    return type == FieldType.TEXT || type == FieldType.URL;
  }
}
