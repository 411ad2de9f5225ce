package dev.seep.watch.config;

import java.util.Map;
import java.util.Optional;

/// What may stand as the value of a key. It is said once how it is read, how it is described to
/// editors, and how it is written again, so that the three agree.
interface Kind<T> {

  /// The value there; empty when it is none of this kind, and then why is in the remarks.
  Optional<T> read(Place at, Remarks remarks);

  /// JSON Schema (draft 2020-12) of what [#read] takes.
  Map<String, Object> schema(Definitions definitions);

  /// The value as text, number, boolean, list or map, as it could stand in the file; stars in place
  /// of a secret.
  Object plain(T value);
}
