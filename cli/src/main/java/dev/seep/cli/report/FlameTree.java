package dev.seep.cli.report;

import dev.seep.cli.render.Places;
import dev.seep.evidence.Frame;
import dev.seep.evidence.SiteTally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The stacks that opened what is still open, merged from the outside in. Calls of one function are
/// one box; the innermost is one for each line, as the line is what is looked for.
final class FlameTree {
  /// No more boxes than a browser draws at once without a wait; the narrowest are left out.
  static final int MOST_BOXES = 3_000;

  /// Deeper stacks are cut at their inner end.
  static final int DEEPEST = 200;

  private final Node root = new Node(new Frame("all that is still open", "", 0, "", ""));

  private FlameTree() {}

  static FlameTree of(List<SiteTally> sites) {
    FlameTree tree = new FlameTree();
    for (SiteTally tally : sites) {
      if (tally.alive() > 0) {
        tree.add(Stacks.outermostFirst(tally.site()), tally.alive());
      }
    }
    return tree;
  }

  private void add(List<Frame> frames, long count) {
    Node node = root;
    node.count += count;
    for (int i = 0; i < Math.min(DEEPEST, frames.size()); i++) {
      Frame frame = frames.get(i);
      boolean innermost = i == frames.size() - 1;
      String key = Stacks.name(frame) + '\n' + (innermost ? Places.fullPlace(frame) : "");
      node = node.children.computeIfAbsent(key, _ -> new Node(frame));
      node.meet(frame);
      node.count += count;
    }
  }

  long total() {
    return root.count;
  }

  /// A box: its frame, and where it stands.
  ///
  /// @param depth 0 for the root
  /// @param from, count in descriptors, from the left
  record Box(Frame frame, int depth, long from, long count) {}

  /// The boxes, row by row, each row from the left to the right.
  List<Box> boxes() {
    List<Box> boxes = new ArrayList<>();
    List<Placed> row = List.of(new Placed(root, 0));
    for (int depth = 0; !row.isEmpty(); depth++) {
      List<Placed> next = new ArrayList<>();
      for (Placed each : row) {
        if (boxes.size() >= MOST_BOXES) {
          return boxes;
        }
        boxes.add(new Box(each.node.frame, depth, each.from, each.node.count));
        long from = each.from;
        for (Node child : each.node.widestFirst()) {
          next.add(new Placed(child, from));
          from += child.count;
        }
      }
      row = next;
    }
    return boxes;
  }

  private record Placed(Node node, long from) {}

  private static final class Node {
    private Frame frame;
    private final Map<String, Node> children = new LinkedHashMap<>();
    private long count;

    Node(Frame frame) {
      this.frame = frame;
    }

    /// A box that stands for several lines names none of them.
    void meet(Frame other) {
      if (other.line() != frame.line()) {
        frame = new Frame(frame.function(), frame.file(), 0, frame.module(), frame.language());
      }
    }

    List<Node> widestFirst() {
      return children.values().stream()
          .sorted(Comparator.comparingLong((Node node) -> -node.count))
          .toList();
    }
  }
}
