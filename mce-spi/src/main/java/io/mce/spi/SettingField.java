package io.mce.spi;

import java.util.List;
import java.util.Optional;

/**
 * One field of a settings form.
 *
 * @param name the name of the record component
 * @param label what people read beside the field
 * @param help a sentence below the field, may be empty
 * @param type how it is entered
 * @param required whether it must be given
 * @param defaultValue the text form of the value when left empty
 * @param choices the values to choose from; empty unless the type is {@link SettingType#ENUM}
 */
public record SettingField(
    String name,
    String label,
    String help,
    SettingType type,
    boolean required,
    Optional<String> defaultValue,
    List<String> choices) {

  /** Copies the choices. */
  public SettingField {
    Check.notBlank(name, "name");
    Check.notBlank(label, "label");
    choices = List.copyOf(choices);
  }

  /** Whether the value is sealed at rest and never shown again. */
  public boolean secret() {
    return type == SettingType.SECRET;
  }
}
