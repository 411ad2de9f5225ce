package dev.seep.watch.config;

import java.util.Map;
import java.util.Optional;

/// A value that may be left out.
record Perhaps<T>(Kind<T> kind) implements Kind<Optional<T>> {
  /// Stands for a key that is left out.
  static final Object LEFT_OUT = new Object();

  @Override
  public Optional<Optional<T>> read(Place at, Remarks remarks) {
    return kind.read(at, remarks).map(Optional::of);
  }

  @Override
  public Map<String, Object> schema(Definitions definitions) {
    return kind.schema(definitions);
  }

  @Override
  public Object plain(Optional<T> value) {
    return value.map(one -> kind.plain(one)).orElse(LEFT_OUT);
  }
}
