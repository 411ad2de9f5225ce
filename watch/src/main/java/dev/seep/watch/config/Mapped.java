package dev.seep.watch.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// A mapping whose keys are names of the user's choice.
///
/// @param what a key is, for whoever gets one wrong: `a label's name`
/// @param pattern regular expression that finds all of a good key
record Mapped<T>(Kind<T> kind, String what, String pattern) implements Kind<SortedMap<String, T>> {

  @Override
  public Optional<SortedMap<String, T>> read(Place at, Remarks remarks) {
    if (!(at.node() instanceof MappingNode mapping)) {
      remarks.problem(at, "must be a mapping, not " + Scalars.sort(at.node()), "write name: value");
      return Optional.empty();
    }
    SortedMap<String, T> entries = new TreeMap<>();
    Map<String, Place> first = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode scalar) {
        entry(at, scalar, tuple, first, remarks)
            .ifPresent(value -> entries.put(scalar.getValue(), value));
      } else {
        remarks.problem(
            new Place(tuple.getKeyNode(), at.path()), "a key must be a word", "write name: value");
      }
    }
    return entries.size() == mapping.getValue().size() ? Optional.of(entries) : Optional.empty();
  }

  private Optional<T> entry(
      Place at, ScalarNode name, NodeTuple tuple, Map<String, Place> first, Remarks remarks) {
    String word = name.getValue();
    Place place = at.under(Scalars.shown(word), name);
    Place before = first.putIfAbsent(word, place);
    if (before != null) {
      remarks.problem(
          place, "is there twice", "the other is in line " + before.line() + "; keep one");
    } else if (!word.matches(pattern)) {
      remarks.problem(place, Scalars.quoted(word) + " is not " + what, "it must match " + pattern);
    } else {
      return kind.read(at.under(Scalars.shown(word), tuple.getValueNode()), remarks);
    }
    return Optional.empty();
  }

  @Override
  public Map<String, Object> schema(Definitions definitions) {
    return Scalars.schema(
        "object",
        "propertyNames",
        Map.of("pattern", "^(" + pattern + ")$"),
        "additionalProperties",
        definitions.of(kind));
  }

  @Override
  public Object plain(SortedMap<String, T> value) {
    Map<String, Object> plain = new LinkedHashMap<>();
    value.forEach((name, one) -> plain.put(name, kind.plain(one)));
    return plain;
  }
}
