package dev.seep.watch.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A list of one kind.
///
/// @param least how many at least
record Listed<T>(Kind<T> kind, int least) implements Kind<List<T>> {
  static <T> Listed<T> of(Kind<T> kind) {
    return new Listed<>(kind, 0);
  }

  @Override
  public Optional<List<T>> read(Place at, Remarks remarks) {
    if (!(at.node() instanceof SequenceNode sequence)) {
      remarks.problem(
          at, "must be a list, not " + Scalars.sort(at.node()), "begin each item with '- '");
      return Optional.empty();
    }
    List<T> items = new ArrayList<>();
    List<Node> nodes = sequence.getValue();
    for (int i = 0; i < nodes.size(); i++) {
      kind.read(at.at(i, nodes.get(i)), remarks).ifPresent(items::add);
    }
    if (nodes.size() < least) {
      remarks.problem(at, "must have " + least + " or more items", "");
      return Optional.empty();
    }
    return items.size() == nodes.size() ? Optional.of(List.copyOf(items)) : Optional.empty();
  }

  @Override
  public Map<String, Object> schema(Definitions definitions) {
    Map<String, Object> schema = Scalars.schema("array", "items", definitions.of(kind));
    if (least > 0) {
      schema.put("minItems", least);
    }
    return schema;
  }

  @Override
  public Object plain(List<T> value) {
    return value.stream().map(item -> kind.plain(item)).toList();
  }
}
