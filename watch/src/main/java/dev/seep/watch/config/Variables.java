package dev.seep.watch.config;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Finds `${NAME}` in values: other programs put the environment in its place, Seep does not, and a
/// password of `${PASSWORD}` would be found out late.
final class Variables {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]{0,40})}");

  private Variables() {}

  static void warn(Place top, Remarks remarks) {
    walk(top, remarks, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static void walk(Place at, Remarks remarks, Set<Node> seen) {
    if (!seen.add(at.node())) {
      return;
    }
    switch (at.node()) {
      case ScalarNode scalar -> look(scalar, at, remarks);
      case SequenceNode sequence -> {
        List<Node> items = sequence.getValue();
        for (int i = 0; i < items.size(); i++) {
          walk(at.at(i, items.get(i)), remarks, seen);
        }
      }
      case MappingNode mapping -> {
        for (NodeTuple tuple : mapping.getValue()) {
          if (tuple.getKeyNode() instanceof ScalarNode key) {
            walk(at.under(Scalars.shown(key.getValue()), tuple.getValueNode()), remarks, seen);
          }
        }
      }
      default -> {}
    }
  }

  private static void look(ScalarNode scalar, Place at, Remarks remarks) {
    Matcher matcher = VARIABLE.matcher(scalar.getValue());
    if (matcher.find()) {
      remarks.warning(
          at,
          "holds ${" + matcher.group(1) + "}, which stays as it is: variables are not expanded",
          "write the value, or put a secret into a file of its own");
    }
  }
}
