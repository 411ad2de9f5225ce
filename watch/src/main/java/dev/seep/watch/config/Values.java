package dev.seep.watch.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// What a form has read: a value for each of its keys that could be read or has a default.
final class Values {
  private final Place at;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();

  Values(Place at) {
    this.at = at;
  }

  void put(Key<?, ?> key, Object value) {
    values.put(key.name(), value);
  }

  void found(String name, Node node) {
    places.put(name, at.under(name, node));
  }

  /// For what is made of all of them.
  @SuppressWarnings("unchecked") // Only the key's own kind and fallback are put under its name.
  <T> T get(Key<?, T> key) {
    Object value = values.get(key.name());
    if (value == null) {
      throw new IllegalStateException(key.name() + " was not read");
    }
    return (T) value;
  }

  /// For what is checked although some could not be read.
  @SuppressWarnings("unchecked")
  <T> Optional<T> known(Key<?, T> key) {
    return Optional.ofNullable((T) values.get(key.name()));
  }

  boolean isWritten(Key<?, ?> key) {
    return places.containsKey(key.name());
  }

  boolean isComplete(Form<?> form) {
    return form.keys().stream().allMatch(key -> values.containsKey(key.name()));
  }

  /// Where the key's value stands, or the form when it is left out.
  Place place(Key<?, ?> key) {
    return places.getOrDefault(key.name(), at);
  }

  Place place() {
    return at;
  }
}
