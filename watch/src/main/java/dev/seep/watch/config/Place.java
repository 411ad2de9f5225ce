package dev.seep.watch.config;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/// A node of the tree, with the path of keys that leads to it.
record Place(Node node, String path) {

  Place under(String key, Node child) {
    return new Place(child, path.isEmpty() ? key : path + "." + key);
  }

  Place at(int index, Node child) {
    return new Place(child, path + "[" + index + "]");
  }

  /// From 1.
  int line() {
    return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }

  /// From 1, in code points.
  int column() {
    return node.getStartMark().map(Mark::getColumn).orElse(-1) + 1;
  }

  static String text(String file, int line, int column, String path, String message) {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line).append(':').append(column);
    }
    text.append(": ");
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    return text.append(message).toString();
  }
}
