package dev.seep.watch.config;

import java.util.LinkedHashMap;
import java.util.Map;

/// The `$defs` of a schema: one for each form, so that a form may hold itself.
final class Definitions {
  private final Map<String, Object> all = new LinkedHashMap<>();

  /// The schema of a kind, by reference when it is a form.
  Map<String, Object> of(Kind<?> kind) {
    return switch (kind) {
      case Form<?> form -> reference(form);
      case Perhaps<?>(Kind<?> inner) -> of(inner);
      case Later<?> later -> of(later.kind());
      default -> kind.schema(this);
    };
  }

  /// A reference to the definition of a form.
  private Map<String, Object> reference(Form<?> form) {
    if (!all.containsKey(form.name())) {
      all.put(form.name(), Map.of());
      all.put(form.name(), form.schema(this));
    }
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("$ref", "#/$defs/" + form.name());
    return reference;
  }

  Map<String, Object> all() {
    return all;
  }
}
