package dev.seep.watch.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A kind that is not made yet when it is named, so that a form can hold itself.
record Later<T>(Supplier<Kind<T>> supplier) implements Kind<T> {
  Kind<T> kind() {
    return supplier.get();
  }

  @Override
  public Optional<T> read(Place at, Remarks remarks) {
    return kind().read(at, remarks);
  }

  @Override
  public Map<String, Object> schema(Definitions definitions) {
    return definitions.of(kind());
  }

  @Override
  public Object plain(T value) {
    return kind().plain(value);
  }
}
