package dev.seep.watch.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A kind of text made into something better.
///
/// @param to only for texts that the inner kind takes; empty is not foreseen
/// @param from back again
record Converted<F, T>(Kind<F> inner, Function<F, T> to, Function<T, F> from) implements Kind<T> {
  @Override
  public Optional<T> read(Place at, Remarks remarks) {
    return inner.read(at, remarks).map(to);
  }

  @Override
  public Map<String, Object> schema(Definitions definitions) {
    return definitions.of(inner);
  }

  @Override
  public Object plain(T value) {
    return inner.plain(from.apply(value));
  }
}
