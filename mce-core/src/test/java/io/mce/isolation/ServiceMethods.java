package io.mce.isolation;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every method that the engine's facade puts into a host's hands, found by reflection. */
final class ServiceMethods {

  private ServiceMethods() {}

  /** The services: what the facade's methods return, and what the methods of those return. */
  static Set<Class<?>> services() {
    Set<Class<?>> services = new LinkedHashSet<>();
    Deque<Class<?>> open = new ArrayDeque<>();
    open.add(MceEngine.class);
    while (!open.isEmpty()) {
      for (Method method : methods(open.poll())) {
        Class<?> type = method.getReturnType();
        if (isService(type) && services.add(type)) {
          open.add(type);
        }
      }
    }
    return services;
  }

  /** Values are records, enums and interfaces of records; whatever else is ours does something. */
  private static boolean isService(Class<?> type) {
    return type.getName().startsWith("io.mce.")
        && !type.isRecord()
        && !type.isEnum()
        && !type.isInterface()
        && !Throwable.class.isAssignableFrom(type);
  }

  /** The methods by what this test calls them: {@code Leads.get(LeadId)}. */
  static Map<String, Method> all() {
    Map<String, Method> all = new TreeMap<>();
    for (Class<?> service : services()) {
      methods(service).forEach(method -> all.put(nameOf(method), method));
    }
    return all;
  }

  private static List<Method> methods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass() == type)
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
        .filter(method -> !method.getName().equals("toString"))
        .toList();
  }

  /** Service, method, and the types of what it takes besides who asks. */
  static String nameOf(Method method) {
    return method.getDeclaringClass().getSimpleName()
        + "."
        + method.getName()
        + Arrays.stream(method.getParameterTypes())
            .filter(type -> type != Actor.class && type != OrganizationId.class)
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
