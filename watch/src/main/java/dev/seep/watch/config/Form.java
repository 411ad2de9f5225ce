package dev.seep.watch.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A mapping with known keys, from which something is made.
///
/// @param name unique among forms, the name of its definition in the schema
/// @param checks what several keys must hold together
record Form<R>(
    String name, String help, List<Key<R, ?>> keys, List<Check> checks, Function<Values, R> maker)
    implements Kind<R> {

  @FunctionalInterface
  interface Check {
    void look(Values values, Remarks remarks);
  }

  static <R> Form<R> of(String name, String help, List<Key<R, ?>> keys, Function<Values, R> maker) {
    return new Form<>(name, help, List.copyOf(keys), List.of(), maker);
  }

  Form<R> checked(Check check) {
    List<Check> more = new ArrayList<>(checks);
    more.add(check);
    return new Form<>(name, help, keys, List.copyOf(more), maker);
  }

  List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  /// What is made when the file says nothing.
  R defaults() {
    Values values = new Values(new Place(Scalars.emptyMapping(), ""));
    for (Key<R, ?> key : keys) {
      fallBack(key, values);
    }
    return maker.apply(values);
  }

  @Override
  public Optional<R> read(Place at, Remarks remarks) {
    if (!(at.node() instanceof MappingNode mapping)) {
      String some = String.join(", ", names().subList(0, Math.min(3, keys.size())));
      remarks.problem(
          at,
          "must be a mapping, not " + Scalars.sort(at.node()),
          "write keys below it: " + some + (keys.size() > 3 ? ", …" : ""));
      return Optional.empty();
    }
    Values values = new Values(at);
    Map<String, Node> written = written(at, mapping, remarks);
    for (Key<R, ?> key : keys) {
      readKey(key, at, written.get(key.name()), values, remarks);
    }
    checks.forEach(check -> check.look(values, remarks));
    return values.isComplete(this) ? make(values, remarks) : Optional.empty();
  }

  private Optional<R> make(Values values, Remarks remarks) {
    try {
      return Optional.of(maker.apply(values));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      String text =
          message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message;
      Place at =
          keys.stream()
              .filter(key -> text.startsWith(key.name()))
              .findFirst()
              .map(values::place)
              .orElseGet(values::place);
      remarks.problem(at, text, "");
      return Optional.empty();
    }
  }

  private <T> void readKey(
      Key<R, T> key, Place at, @Nullable Node node, Values values, Remarks remarks) {
    if (node == null) {
      if (!fallBack(key, values)) {
        remarks.problem(at, "has no " + key.name(), "add " + key.name() + ", " + key.clause());
      }
      return;
    }
    values.found(key.name(), node);
    Place place = at.under(key.name(), node);
    if (node.getTag().equals(Tag.NULL)) {
      remarks.problem(place, "has no value", "give it one, or remove the line");
      return;
    }
    key.kind().read(place, remarks).ifPresent(value -> values.put(key, value));
  }

  private static <T> boolean fallBack(Key<?, T> key, Values values) {
    T fallback = key.fallback();
    if (fallback != null) {
      values.put(key, fallback);
    }
    return fallback != null;
  }

  /// The values by their keys; keys that are no words, not known, or there twice are told.
  private Map<String, Node> written(Place at, MappingNode mapping, Remarks remarks) {
    Map<String, Node> written = new LinkedHashMap<>();
    Map<String, Place> first = new LinkedHashMap<>();
    List<String> known = names();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        remarks.problem(
            new Place(tuple.getKeyNode(), at.path()), "a key must be a word", "write key: value");
        continue;
      }
      String word = scalar.getValue();
      Place place = at.under(Scalars.shown(word), scalar);
      Place before = first.putIfAbsent(word, place);
      if (before != null) {
        remarks.problem(
            place, "is there twice", "the other is in line " + before.line() + "; keep one");
      } else if (known.contains(word)) {
        written.put(word, tuple.getValueNode());
      } else {
        remarks.problem(place, "there is no such key", mend(at, word, known));
      }
    }
    return written;
  }

  /// A key of a form below is found as well: many know `route` from the top of Alertmanager's file.
  private String mend(Place at, String word, List<String> known) {
    if (word.equals("<<")) {
      return "merge keys are no part of YAML 1.2; name the keys here";
    }
    if (Nearest.of(word, known).isEmpty()) {
      for (Key<R, ?> key : keys) {
        String inner = key.kind() instanceof Form<?> form ? Nearest.same(word, form.names()) : "";
        if (!inner.isEmpty()) {
          String path = at.path().isEmpty() ? "" : at.path() + ".";
          return "did you mean " + path + key.name() + "." + inner + "?";
        }
      }
    }
    return Nearest.suggestion(word, known);
  }

  @Override
  public Map<String, Object> schema(Definitions definitions) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Key<R, ?> key : keys) {
      properties.put(key.name(), property(key, definitions));
      if (key.fallback() == null) {
        required.add(key.name());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("description", help);
    schema.put("additionalProperties", false);
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  private static Map<String, Object> property(Key<?, ?> key, Definitions definitions) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("description", key.help());
    property.putAll(definitions.of(key.kind()));
    if (!(key.kind() instanceof Form<?>)) {
      key.plainFallback().ifPresent(value -> property.put("default", value));
    }
    return property;
  }

  @Override
  public Object plain(R made) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Key<R, ?> key : keys) {
      Object value = key.plainOf(made);
      if (value != Perhaps.LeftOut.KEY) {
        plain.put(key.name(), value);
      }
    }
    return plain;
  }
}
