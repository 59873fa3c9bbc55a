package io.mce.app.http;

import io.mce.kernel.Cursor;
import io.mce.kernel.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A page as HTTP shows it. */
public record PageView<T>(List<T> items, Optional<String> nextCursor) {

  /** Shows each item of an engine's page. */
  public static <E, T> PageView<T> of(Page<E> page, Function<? super E, ? extends T> view) {
    return new PageView<>(
        page.items().stream().<T>map(view).toList(), page.nextCursor().map(Cursor::text));
  }

  /** Everything there is, on one page. */
  public static <E, T> PageView<T> all(List<E> items, Function<? super E, ? extends T> view) {
    return new PageView<>(items.stream().<T>map(view).toList(), Optional.empty());
  }
}
