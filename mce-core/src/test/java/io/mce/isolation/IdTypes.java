package io.mce.isolation;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PageRequest;
import io.mce.kernel.TypedId;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** Finds by which kinds of ids a method can be told of something that exists. */
final class IdTypes {

  private IdTypes() {}

  /** The kinds of ids in what a method takes, however deep in it. */
  static Set<Class<?>> of(Method method) {
    Set<Class<?>> found = new LinkedHashSet<>();
    Set<Type> seen = new LinkedHashSet<>();
    for (Type parameter : method.getGenericParameterTypes()) {
      collect(parameter, found, seen);
    }
    return found;
  }

  /** The kinds of ids in a value of a type. */
  static Set<Class<?>> in(Class<?> type) {
    Set<Class<?>> found = new LinkedHashSet<>();
    collect(type, found, new LinkedHashSet<>());
    return found;
  }

  private static void collect(Type type, Set<Class<?>> found, Set<Type> seen) {
    if (!seen.add(type)) {
      return;
    }
    switch (type) {
      case Class<?> plain -> collect(plain, found, seen);
      case ParameterizedType function when isFunction(function.getRawType()) -> {
        // What is handed over is code of the host's, which names ids in its signature only.
      }
      case ParameterizedType generic -> {
        collect(generic.getRawType(), found, seen);
        for (Type argument : generic.getActualTypeArguments()) {
          collect(argument, found, seen);
        }
      }
      case WildcardType wildcard -> {
        for (Type bound : wildcard.getUpperBounds()) {
          collect(bound, found, seen);
        }
      }
      case GenericArrayType array -> collect(array.getGenericComponentType(), found, seen);
      default -> {
        // A variable of a type stands for nothing that could be an id.
      }
    }
  }

  private static boolean isFunction(Type raw) {
    return raw.getTypeName().startsWith("java.util.function.");
  }

  private static void collect(Class<?> type, Set<Class<?>> found, Set<Type> seen) {
    if (type == Actor.class || type == OrganizationId.class) {
      return; // Who asks, not what for.
    }
    if (TypedId.class.isAssignableFrom(type) || type == UUID.class || type == PageRequest.class) {
      found.add(type);
    } else if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        collect(component.getGenericType(), found, seen);
      }
    } else if (type.isSealed()) {
      for (Class<?> each : type.getPermittedSubclasses()) {
        collect(each, found, seen);
      }
    }
  }
}
