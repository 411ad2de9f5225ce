package dev.seep.watch.config;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A key of a form.
///
/// @param <R> what the form makes
/// @param of its value in what the form makes
/// @param fallback its value when the file has none; null when the file must have one
/// @param help one sentence
/// @param needsRestart a change of it is not taken over while the daemon runs
record Key<R, T>(
    String name,
    Kind<T> kind,
    Function<R, T> of,
    @Nullable T fallback,
    String help,
    boolean needsRestart) {

  static <R, T> Key<R, T> of(
      String name, Kind<T> kind, T fallback, Function<R, T> of, String help) {
    return new Key<>(name, kind, of, fallback, help, false);
  }

  static <R, T> Key<R, T> required(String name, Kind<T> kind, Function<R, T> of, String help) {
    return new Key<>(name, kind, of, null, help, false);
  }

  /// A key without a default.
  static <R, T> Key<R, Optional<T>> optional(
      String name, Kind<T> kind, Function<R, Optional<T>> of, String help) {
    return new Key<>(name, new Perhaps<>(kind), of, Optional.empty(), help, false);
  }

  /// A form in the form, of which every key has a default.
  static <R, T> Key<R, T> section(String name, Form<T> form, Function<R, T> of, String help) {
    return new Key<>(name, form, of, form.defaults(), help, false);
  }

  Key<R, T> restarting() {
    return new Key<>(name, kind, of, fallback, help, true);
  }

  /// The help as a part of a sentence.
  String clause() {
    String first = help.substring(0, 1).toLowerCase(Locale.ROOT);
    return first + help.substring(1, help.length() - (help.endsWith(".") ? 1 : 0));
  }

  Object plainOf(R made) {
    return kind.plain(of.apply(made));
  }

  /// Its default as it could stand in the file; empty for none.
  Optional<Object> plainFallback() {
    return fallback == null || fallback.equals(Optional.empty())
        ? Optional.empty()
        : Optional.of(kind.plain(fallback));
  }
}
