package io.mce.event;

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
}
