package io.mce.spi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One component of a settings record: its field and the way between text and value. */
record SettingComponent(SettingField field, RecordComponent part, Class<?> type, boolean optional) {

  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

  static SettingComponent of(Class<?> owner, RecordComponent part) {
    String where = owner.getName() + "." + part.getName();
    Setting setting = part.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalArgumentException(where + " has no @Setting");
    }
    boolean optional = part.getType() == Optional.class;
    Type generic = optional ? argument(part.getGenericType(), where) : part.getGenericType();
    Class<?> type = rawType(generic, where);
    SettingType kind = settingType(type, generic, optional, where);
    Optional<String> defaultValue =
        Optional.of(setting.defaultValue()).filter(text -> !text.isEmpty());
    SettingField field =
        new SettingField(
            part.getName(),
            setting.label(),
            setting.help(),
            kind,
            !optional && kind != SettingType.LIST && defaultValue.isEmpty(),
            defaultValue,
            kind == SettingType.ENUM
                ? Stream.of(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList()
                : List.of());
    part.getAccessor().setAccessible(true);
    SettingComponent component = new SettingComponent(field, part, type, optional);
    component.checkDefault(where);
    return component;
  }

  /**
   * The value of the component for what was entered.
   *
   * @throws IllegalArgumentException with a sentence for the person who entered it
   */
  Object parse(Optional<String> entered) {
    Optional<String> text =
        entered.map(String::strip).filter(t -> !t.isEmpty()).or(field::defaultValue);
    if (text.isEmpty() && field.required()) {
      throw new IllegalArgumentException("is required");
    }
    if (optional) {
      return text.map(this::convert);
    }
    return field.type() == SettingType.LIST ? list(text.orElse("")) : convert(text.orElseThrow());
  }

  /** The text form of the component's value in a record; empty when it has none. */
  Optional<String> print(Record settings) {
    Object value;
    try {
      value = part.getAccessor().invoke(settings);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(field.name() + " cannot be read", e);
    }
    if (value instanceof Optional<?> maybe) {
      return maybe.map(SettingComponent::text);
    }
    return Optional.of(text(value)).filter(text -> !text.isEmpty());
  }

  private static String text(Object value) {
    return switch (value) {
      case Secret secret -> secret.reveal();
      case Enum<?> constant -> constant.name();
      case List<?> list -> String.join("\n", list.stream().map(String::valueOf).toList());
      default -> value.toString();
    };
  }

  private Object convert(String text) {
    return switch (field.type()) {
      case STRING -> text;
      case SECRET -> Secret.of(text);
      case INTEGER -> integer(text);
      case DECIMAL -> decimal(text);
      case BOOLEAN -> onOrOff(text);
      case DURATION -> duration(text);
      case URI -> url(text);
      case ENUM -> choice(text);
      case LIST -> list(text);
    };
  }

  private Object integer(String text) {
    try {
      return type == int.class || type == Integer.class
          ? (Object) Integer.parseInt(text)
          : (Object) Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a whole number: " + text, e);
    }
  }

  private Object decimal(String text) {
    try {
      BigDecimal value = new BigDecimal(text);
      return type == BigDecimal.class ? (Object) value : (Object) value.doubleValue();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a number: " + text, e);
    }
  }

  private static Object onOrOff(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false: " + text);
    };
  }

  private static Duration duration(String text) {
    Matcher matcher = SHORT_DURATION.matcher(text.toLowerCase(Locale.ROOT));
    try {
      if (!matcher.matches()) {
        return Duration.parse(text);
      }
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "must be a duration such as 300ms, 10s, 5m, 2h or PT1.5S: " + text, e);
    }
  }

  private static URI url(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.isAbsolute()) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be a full address such as https://...: " + text, e);
    }
    throw new IllegalArgumentException("must be a full address such as https://...: " + text);
  }

  private Object choice(String text) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("must be one of %s: %s".formatted(field.choices(), text)));
  }

  private static List<String> list(String text) {
    return Stream.of(text.split("[,\\n]")).map(String::strip).filter(t -> !t.isEmpty()).toList();
  }

  private void checkDefault(String where) {
    try {
      field.defaultValue().ifPresent(text -> parse(Optional.of(text)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": the default value " + e.getMessage(), e);
    }
  }

  private static SettingType settingType(
      Class<?> type, Type generic, boolean optional, String where) {
    if (type == String.class) {
      return SettingType.STRING;
    }
    if (type == Secret.class) {
      return SettingType.SECRET;
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return SettingType.INTEGER;
    }
    if (type == double.class || type == Double.class || type == BigDecimal.class) {
      return SettingType.DECIMAL;
    }
    if (type == boolean.class || type == Boolean.class) {
      return SettingType.BOOLEAN;
    }
    if (type == Duration.class) {
      return SettingType.DURATION;
    }
    if (type == URI.class) {
      return SettingType.URI;
    }
    if (type.isEnum()) {
      return SettingType.ENUM;
    }
    if (type == List.class && !optional && argument(generic, where) == String.class) {
      return SettingType.LIST;
    }
    throw new IllegalArgumentException(
        where + " has a type that cannot be a setting: " + generic.getTypeName());
  }

  private static Type argument(Type generic, String where) {
    if (generic instanceof ParameterizedType parameterized) {
      return parameterized.getActualTypeArguments()[0];
    }
    throw new IllegalArgumentException(where + " needs a type argument");
  }

  private static Class<?> rawType(Type generic, String where) {
    if (generic instanceof Class<?> type) {
      return type;
    }
    if (generic instanceof ParameterizedType parameterized
        && parameterized.getRawType() instanceof Class<?> type) {
      return type;
    }
    throw new IllegalArgumentException(where + " has a type that cannot be a setting");
  }
}
