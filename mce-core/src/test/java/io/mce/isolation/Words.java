package io.mce.isolation;

import io.mce.kernel.MceException;
import io.mce.kernel.TypedId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Spells out all that a value holds, however deep, and whatever its toString hides. */
final class Words {

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private Words() {}

  /** Everything in a result or failure. */
  static String of(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    spell(value, text, Collections.newSetFromMap(new IdentityHashMap<>()));
    return text.toString();
  }

  /** Every id in a text. */
  static Set<String> idsIn(String text) {
    Set<String> ids = new LinkedHashSet<>();
    ID.matcher(text).results().forEach(match -> ids.add(match.group()));
    return ids;
  }

  /** Every id in a value. */
  static Set<String> ids(Object value) {
    return idsIn(of(value));
  }

  private static void spell(@Nullable Object value, StringBuilder text, Set<Object> seen) {
    switch (value) {
      case null -> text.append("null ");
      case UUID id -> text.append(id).append(' ');
      case TypedId id -> text.append(id.value()).append(' ');
      case CharSequence words -> text.append(words).append(' ');
      case Optional<?> optional -> spell(optional.orElse(null), text, seen);
      case Iterable<?> items when !(value instanceof java.nio.file.Path) ->
          items.forEach(item -> spell(item, text, seen));
      case Map<?, ?> map ->
          map.forEach((name, item) -> {
            spell(name, text, seen);
            spell(item, text, seen);
          });
      case Throwable failure -> spell(failure, text, seen);
      default -> spellObject(value, text, seen);
    }
  }

  private static void spell(Throwable failure, StringBuilder text, Set<Object> seen) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    text.append(trace).append(' ');
    if (failure instanceof MceException ours) {
      spell(ours.details(), text, seen);
    }
  }

  private static void spellObject(Object value, StringBuilder text, Set<Object> seen) {
    text.append(value).append(' ');
    if (!value.getClass().isRecord() || !seen.add(value)) {
      return; // All that services answer with are records.
    }
    for (Field field : value.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        try {
          spell(field.get(value), text, seen);
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
