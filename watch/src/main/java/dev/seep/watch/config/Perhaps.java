package dev.seep.watch.config;

import java.util.Map;
import java.util.Optional;

/// A value that may be left out.
record Perhaps<T>(Kind<T> kind) implements Kind<Optional<T>> {
  /// Stands for a key that is left out.
  enum LeftOut {
    KEY
  }

  @Override
  public Optional<Optional<T>> read(Place at, Remarks remarks) {
    Optional<T> value = kind.read(at, remarks);
    return value.isPresent() ? Optional.of(value) : Optional.empty();
  }

  @Override
  public Map<String, Object> schema(Definitions definitions) {
    return kind.schema(definitions);
  }

  @Override
  public Object plain(Optional<T> value) {
    return value.<Object>map(kind::plain).orElse(LeftOut.KEY);
  }
}
