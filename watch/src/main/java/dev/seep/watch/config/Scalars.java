package dev.seep.watch.config;

import dev.seep.evidence.KernelText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// What the kinds of single values share.
final class Scalars {
  private static final int LONGEST_SHOWN = 60;

  private Scalars() {}

  /// The text of a string; told when there is something else, so that what an editor marks by the
  /// schema and what is refused are the same.
  ///
  /// @param what `a span of time`
  static Optional<String> string(Place at, Remarks remarks, String what) {
    if (!(at.node() instanceof ScalarNode scalar)) {
      remarks.problem(at, "must be " + what + ", not " + described(at.node()), "");
      return Optional.empty();
    }
    if (!isText(scalar)) {
      remarks.problem(
          at,
          "must be " + what + ", not " + described(scalar),
          "put it in quotes if it is meant as text");
      return Optional.empty();
    }
    return Optional.of(scalar.getValue());
  }

  /// The text of a string that must not be shown, not even when something else stands there.
  static Optional<String> secret(Place at, Remarks remarks) {
    if (at.node() instanceof ScalarNode scalar && isText(scalar) && !scalar.getValue().isEmpty()) {
      return Optional.of(scalar.getValue());
    }
    remarks.problem(at, "must be text, and not empty", "put it in quotes");
    return Optional.empty();
  }

  /// The text of a scalar with this tag.
  static Optional<String> scalar(Place at, Tag tag, Remarks remarks, String what, String mend) {
    if (at.node() instanceof ScalarNode scalar && scalar.getTag().equals(tag)) {
      return Optional.of(scalar.getValue());
    }
    remarks.problem(at, "must be " + what + ", not " + described(at.node()), mend);
    return Optional.empty();
  }

  /// What sort of thing stands there, without its text, which may be a secret in a wrong place.
  static String sort(Node node) {
    return switch (node) {
      case MappingNode _ -> "a mapping";
      case SequenceNode _ -> "a list";
      case ScalarNode scalar when isNumber(scalar) -> "a number";
      default -> "text";
    };
  }

  static String described(Node node) {
    return switch (node) {
      case MappingNode _ -> "a mapping";
      case SequenceNode _ -> "a list";
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
      case ScalarNode scalar when scalar.getTag().equals(Tag.BOOL) -> scalar.getValue();
      case ScalarNode scalar when isNumber(scalar) -> "the number " + shown(scalar.getValue());
      case ScalarNode scalar -> quoted(scalar.getValue());
      default -> "something else";
    };
  }

  /// `${NAME}` has a tag of its own, and stays text all the same.
  private static boolean isText(ScalarNode scalar) {
    return scalar.getTag().equals(Tag.STR) || scalar.getTag().equals(Tag.ENV_TAG);
  }

  private static boolean isNumber(ScalarNode scalar) {
    return scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT);
  }

  static String quoted(String value) {
    return "'" + shown(value) + "'";
  }

  /// In one line, cut where it is long.
  static String shown(String value) {
    String line = KernelText.printable(value);
    return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
  }

  static Node emptyMapping() {
    return new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
  }

  /// A schema that says just a type and what else is given as name, value, name, value, …
  static Map<String, Object> schema(String type, Object... more) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    for (int i = 0; i < more.length; i += 2) {
      schema.put((String) more[i], more[i + 1]);
    }
    return schema;
  }
}
