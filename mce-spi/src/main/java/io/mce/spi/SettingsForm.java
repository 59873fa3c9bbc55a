package io.mce.spi;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a settings record: what its form looks like, how text becomes a record and a record text.
 *
 * <p>Components may be {@code String}, {@link Secret}, {@code int}, {@code long}, {@code double},
 * {@code boolean}, {@code BigDecimal}, {@code Duration}, {@code URI}, an enum, {@code List<String>}
 * or an {@code Optional} of any of these but the list; each carries {@link Setting}. Rules beyond
 * the type belong into the compact constructor of the record. Immutable and safe for use from any
 * thread.
 *
 * @param <S> the settings record
 */
public final class SettingsForm<S extends Record> {

  private final Class<S> type;
  private final List<SettingComponent> components;
  private final Constructor<S> constructor;

  private SettingsForm(
      Class<S> type, List<SettingComponent> components, Constructor<S> constructor) {
    this.type = type;
    this.components = components;
    this.constructor = constructor;
  }

  /**
   * Reads the form of a record.
   *
   * @throws IllegalArgumentException when a component has a type that cannot be entered, no {@link
   *     Setting}, or a default value that is not of its type; names the component
   */
  public static <S extends Record> SettingsForm<S> of(Class<S> type) {
    RecordComponent[] parts = type.getRecordComponents();
    List<SettingComponent> components =
        Stream.of(parts).map(part -> SettingComponent.of(type, part)).toList();
    try {
      Constructor<S> constructor =
          type.getDeclaredConstructor(
              Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return new SettingsForm<>(type, components, constructor);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type.getName() + " has no canonical constructor", e);
    }
  }

  /** The fields, in the order of the record's components. */
  public List<SettingField> fields() {
    return components.stream().map(SettingComponent::field).toList();
  }

  /**
   * Makes the record from what was entered.
   *
   * @param values text forms by name; a blank value counts as absent
   * @throws InvalidSettingsException with every problem found: a missing or unknown name, a value
   *     that is not of its type, a rule of the record itself
   */
  public S bind(Map<String, String> values) {
    List<SettingProblem> problems = new ArrayList<>();
    for (String name : values.keySet()) {
      if (components.stream().noneMatch(c -> c.field().name().equals(name))) {
        problems.add(new SettingProblem(name, "is not a setting of this provider"));
      }
    }
    List<@Nullable Object> arguments = new ArrayList<>();
    for (SettingComponent component : components) {
      try {
        arguments.add(component.parse(Optional.ofNullable(values.get(component.field().name()))));
      } catch (IllegalArgumentException e) {
        arguments.add(null);
        problems.add(new SettingProblem(component.field().name(), String.valueOf(e.getMessage())));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
    return instantiate(arguments);
  }

  /**
   * The text forms of a record, from which {@link #bind} makes an equal one. Secrets are in the
   * clear: seal the result, never show it.
   */
  public Map<String, String> values(S settings) {
    Map<String, String> values = new LinkedHashMap<>();
    for (SettingComponent component : components) {
      component.print(settings).ifPresent(text -> values.put(component.field().name(), text));
    }
    return Collections.unmodifiableMap(values);
  }

  private S instantiate(List<@Nullable Object> arguments) {
    try {
      return constructor.newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSettingsException invalid) {
        throw invalid;
      }
      if (e.getCause() instanceof IllegalArgumentException invalid) {
        throw InvalidSettingsException.of("", String.valueOf(invalid.getMessage()));
      }
      throw new IllegalStateException(type.getName() + " failed to check its settings", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be made", e);
    }
  }
}
