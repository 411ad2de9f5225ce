package dev.seep.watch.config;

import dev.seep.evidence.KernelText;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// YAML 1.2 text as a tree of nodes that know where they stand. Bounded in depth and in how far
/// aliases blow it up, so that no text of a bounded size takes unbounded time or memory.
final class YamlTree {
  /// Mappings and lists in each other; a route below a route takes two.
  static final int DEEPEST = 100;

  /// Nodes when every alias is put in place. "Billion laughs" has 10^9; a configuration of 1 MB
  /// without aliases less than half of this.
  static final long MOST_NODES = 1_000_000;

  private YamlTree() {}

  /// What there is of a text.
  sealed interface Result {
    /// @param root empty for a text without any value
    record Tree(Optional<Node> root) implements Result {}

    /// @param line, column from 1; 0 when not known
    record Broken(int line, int column, String message, String mend) implements Result {}
  }

  static Result parse(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE)
            .setAllowNonScalarKeys(true)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .build();
    try {
      Parser parser = new Shallow(new ParserImpl(settings, new StreamReader(settings, text)));
      Optional<Node> root = new Composer(settings, parser).getSingleNode();
      return root.filter(it -> !it.getTag().equals(Tag.NULL))
          .map(YamlTree::bounded)
          .orElseGet(() -> new Result.Tree(Optional.empty()));
    } catch (Stopped e) {
      return broken(e.mark, e.why, e.mend);
    } catch (ReaderException e) {
      return unprintable(text, e);
    } catch (MarkedYamlEngineException e) {
      return broken(e);
    } catch (YamlEngineException e) {
      return new Result.Broken(0, 0, Scalars.shown(String.valueOf(e.getMessage())), "");
    }
  }

  private static Result broken(Optional<Mark> mark, String message, String mend) {
    int line = mark.map(Mark::getLine).orElse(-1) + 1;
    int column = mark.map(Mark::getColumn).orElse(-1) + 1;
    return new Result.Broken(line, column, message, mend);
  }

  /// Control characters are no YAML. The reader looks ahead, so the place is counted from its
  /// index.
  private static Result unprintable(String text, ReaderException e) {
    int line = 1;
    int column = 1;
    int end = Math.min(e.getPosition(), text.codePointCount(0, text.length()));
    for (int at = 0, i = 0; i < end; i++) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      line += c == '\n' ? 1 : 0;
      column = c == '\n' ? 1 : column + 1;
    }
    String which = "U+%04X".formatted(e.getCodePoint());
    return new Result.Broken(
        line, column, "the character " + which + " may not stand in YAML", "remove it");
  }

  private static Result broken(MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    String problem = String.valueOf(e.getProblem());
    if (problem.contains("another document")) {
      return broken(mark, "there is a second document", "keep one, and remove the line ---");
    }
    if (problem.contains("TAB")) {
      return broken(mark, "not YAML: a tab where none may be", "indent by spaces, not by tabs");
    }
    String context =
        e.getContext() == null || e.getContext().isBlank() ? "" : e.getContext() + ": ";
    return broken(mark, "not YAML: " + KernelText.printable((context + problem).strip()), "");
  }

  private static Result bounded(Node root) {
    try {
      IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();
      if (size(root, sizes) > MOST_NODES) {
        return broken(
            root.getStartMark(),
            "aliases make more than " + MOST_NODES + " nodes of it",
            "write out what is meant");
      }
      return new Result.Tree(Optional.of(root));
    } catch (Endless e) {
      return broken(e.mark, "an alias stands within what it is an alias for", "remove it");
    }
  }

  /// How many nodes there are when every alias is put in place; each is looked at once.
  private static long size(Node node, IdentityHashMap<Node, Long> sizes) {
    Long known = sizes.get(node);
    if (known != null) {
      if (known < 0) {
        throw new Endless(node.getStartMark());
      }
      return known;
    }
    sizes.put(node, -1L);
    long size = 1;
    switch (node) {
      case SequenceNode sequence -> {
        for (Node item : sequence.getValue()) {
          size = Math.min(Long.MAX_VALUE / 4, size + size(item, sizes));
        }
      }
      case MappingNode mapping -> {
        for (NodeTuple tuple : mapping.getValue()) {
          size += size(tuple.getKeyNode(), sizes);
          size = Math.min(Long.MAX_VALUE / 4, size + size(tuple.getValueNode(), sizes));
        }
      }
      case ScalarNode _ -> {}
      default -> {}
    }
    sizes.put(node, size);
    return size;
  }

  private static final class Endless extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Optional<Mark> mark;

    Endless(Optional<Mark> mark) {
      this.mark = mark;
    }
  }

  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Optional<Mark> mark;
    private final String why;
    private final String mend;

    Stopped(Event event, String why, String mend) {
      this.mark = event.getStartMark();
      this.why = why;
      this.mend = mend;
    }
  }

  /// Stops before the composer's recursion goes too deep, and at tags: `!!int` and the like say
  /// that a text is what it is not, and have no use here.
  private static final class Shallow implements Parser {
    private final Parser inner;
    private int depth;

    Shallow(Parser inner) {
      this.inner = inner;
    }

    @Override
    public boolean checkEvent(Event.ID id) {
      return inner.checkEvent(id);
    }

    @Override
    public Event peekEvent() {
      return inner.peekEvent();
    }

    @Override
    public boolean hasNext() {
      return inner.hasNext();
    }

    @Override
    public Event next() {
      Event event = inner.next();
      Optional<String> tag =
          switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> Optional.empty();
          };
      if (tag.isPresent()) {
        throw new Stopped(event, "tags have no meaning here", "remove what begins with !");
      }
      switch (event.getEventId()) {
        case SequenceStart, MappingStart -> depth++;
        case SequenceEnd, MappingEnd -> depth--;
        default -> {}
      }
      if (depth > DEEPEST) {
        throw new Stopped(event, "nested more than " + DEEPEST + " deep", "");
      }
      return event;
    }
  }
}
