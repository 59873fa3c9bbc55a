package io.mce.event;

import io.mce.kernel.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The stable name of an event, which outlives the name of its Java type. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventName {

  /** Name with dots: "lead.captured". */
  String value();

  /** Version of the payload; grows when a field changes its meaning. */
  int version() default 1;

  /** Whether the audit trail records the event. */
  Audited audited() default Audited.ALWAYS;

  /** What an actor needs to read the event in the log; others do not see it. */
  Permission readBy() default Permission.LEAD_READ;

  /** Which events of a type the audit trail records. */
  enum Audited {
    /** Each of them. */
    ALWAYS,
    /**
     * Those that anybody but the engine itself caused: what it does by itself is kept elsewhere.
     */
    UNLESS_AUTOMATIC,
    /** None: progress that follows from a command that is recorded. */
    NEVER
  }
}
