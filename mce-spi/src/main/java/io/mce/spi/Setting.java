package io.mce.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a settings record: what people see in the form and what the value is
 * when they leave the field empty.
 *
 * <p>The type of the component says the rest: {@link Secret} is write-only, {@code Optional<...>}
 * and {@code List<String>} may stay empty, anything else without a {@link #defaultValue()} is
 * required. See {@link SettingsForm} for the types that can be used.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

  /** The name of the field, as people read it. */
  String label();

  /** A sentence below the field: where to find the value, what it does. */
  String help() default "";

  /** The value of a field left empty, in its text form; empty means none. */
  String defaultValue() default "";
}
