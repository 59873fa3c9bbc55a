package io.mce.segment;

import io.mce.field.CustomFieldId;
import io.mce.field.FieldType;
import io.mce.kernel.MceException;
import io.mce.lead.AutomationState;
import io.mce.lead.LeadStatus;
import io.mce.organization.MemberId;
import io.mce.project.ProjectId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold of a lead: one condition, or several put together. Immutable. What is not known of
 * a lead does not hold, and so its {@link Not} does.
 */
public sealed interface LeadCondition {

  /** Every one holds; with none in it, it holds of every lead. */
  record All(List<LeadCondition> of) implements LeadCondition {
    /** Copies the list. */
    public All {
      of = List.copyOf(of);
    }
  }

  /** At least one holds; with none in it, it holds of nobody. */
  record Any(List<LeadCondition> of) implements LeadCondition {
    /** Copies the list. */
    public Any {
      of = List.copyOf(of);
    }
  }

  /** It does not hold. */
  record Not(LeadCondition of) implements LeadCondition {}

  /** The status is one of these. */
  record Status(Set<LeadStatus> in) implements LeadCondition {
    /** Copies the set. */
    public Status {
      in = ordered(in);
    }
  }

  /** The lead came first from one of these. */
  record Source(Set<String> in) implements LeadCondition {
    /** Copies the set. */
    public Source {
      in = ordered(in);
    }
  }

  /**
   * One of these takes care of the lead.
   *
   * @param nobody whether leads without an owner fit, too
   */
  record Owner(Set<MemberId> in, boolean nobody) implements LeadCondition {
    /** Copies the set. */
    public Owner {
      in = ordered(in);
    }
  }

  /**
   * The lead is interested in one of these.
   *
   * @param none whether leads without a project fit, too
   */
  record Project(Set<ProjectId> in, boolean none) implements LeadCondition {
    /** Copies the set. */
    public Project {
      in = ordered(in);
    }
  }

  /** The score is in this range, both ends included. */
  record Score(Optional<Integer> min, Optional<Integer> max) implements LeadCondition {}

  /** The lead has any, all or none of these tags. */
  record Tags(TagMatch match, Set<String> tags) implements LeadCondition {
    /** Copies the set. */
    public Tags {
      tags = ordered(tags);
    }
  }

  /** How many of the tags. */
  enum TagMatch {
    ANY,
    ALL,
    NONE
  }

  /**
   * The lead came, or was changed, within a time.
   *
   * @param from at this moment or later
   * @param until before this moment
   * @param lastDays within so many times 24 hours before the question is asked
   */
  record Time(
      TimeField field, Optional<Instant> from, Optional<Instant> until, Optional<Integer> lastDays)
      implements LeadCondition {}

  /** Which time. */
  enum TimeField {
    CREATED,
    UPDATED
  }

  /** The name or company has this in it, without regard to case and accents. */
  record Text(TextField field, String contains) implements LeadCondition {}

  /** Which text. */
  enum TextField {
    NAME,
    COMPANY
  }

  /** The lead can be reached this way. */
  record Known(Contact what) implements LeadCondition {}

  /** A way to reach a lead. */
  enum Contact {
    PHONE,
    EMAIL
  }

  /** What automations may do about the lead is one of these. */
  record Automation(Set<AutomationState> in) implements LeadCondition {
    /** Copies the set. */
    public Automation {
      in = ordered(in);
    }
  }

  /**
   * A person noted that the lead is not to be contacted.
   *
   * @param channel on this channel, or on all; empty: on any
   */
  record DoNotContact(Optional<String> channel) implements LeadCondition {}

  /**
   * The lead wrote to us, or was written to, so often; to the hour.
   *
   * @param atLeast how often, from 1; empty: never
   * @param days within so many times 24 hours before the question is asked; empty: ever
   */
  record Activity(ActivityKind kind, Optional<Integer> atLeast, Optional<Integer> days)
      implements LeadCondition {}

  /**
   * The value of a custom field is such. A definition with a field that is archived or became
   * sensitive fits nobody, not even in a {@link Not}: too few are reached rather than too many.
   *
   * @param type of the field; it never changes
   */
  record Field(CustomFieldId id, FieldType type, FieldMatch match) implements LeadCondition {
    /** Refuses a comparison that is none of the type. */
    public Field {
      if (!match.fits(type)) {
        throw MceException.invalid(
            "definition", "A field of type " + type + " is not compared so.");
      }
    }
  }

  private static <T> Set<T> ordered(Set<T> values) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(values));
  }
}
