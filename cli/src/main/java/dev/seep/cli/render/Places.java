package dev.seep.cli.render;

import dev.seep.evidence.Frame;
import java.util.ArrayList;
import java.util.List;

/// Where a frame stands, and what it is called, as short as a person can take it.
///
/// Names are raw: they are made harmless where they are drawn.
public final class Places {
  private static final String NAMELESS = "(anonymous namespace)::";

  private Places() {}

  /// `truth.cpp:15`, or the file of the program or library when the source is not known.
  public static String shortPlace(Frame frame) {
    return withLine(lastPart(file(frame)), frame);
  }

  /// The same with the whole path.
  public static String fullPlace(Frame frame) {
    return withLine(file(frame), frame);
  }

  /// What the function is called, without the namespaces that have no name; where nobody knows, a
  /// sign that there is a frame.
  public static String function(Frame frame) {
    return frame.function().isEmpty() ? "??" : frame.function().replace(NAMELESS, "");
  }

  /// Frames in a row that have but an address, as a virtual machine's compiled code has, as one.
  public static List<Frame> withoutAddresses(List<Frame> frames) {
    List<Frame> readable = new ArrayList<>(frames.size());
    int nameless = 0;
    for (Frame frame : frames) {
      if (isNameless(frame)) {
        nameless++;
        continue;
      }
      addNameless(readable, nameless);
      nameless = 0;
      readable.add(frame);
    }
    addNameless(readable, nameless);
    return readable;
  }

  private static boolean isNameless(Frame frame) {
    return frame.function().startsWith("0x") && file(frame).isEmpty();
  }

  private static void addNameless(List<Frame> readable, int number) {
    if (number > 0) {
      String calls = number == 1 ? "a call" : number + " calls";
      readable.add(
          new Frame(calls + " in code without names (compiled at run time)", "", 0, "", ""));
    }
  }

  private static String file(Frame frame) {
    return frame.file().isEmpty() ? frame.module() : frame.file();
  }

  private static String withLine(String file, Frame frame) {
    return frame.line() > 0 && !frame.file().isEmpty() ? file + ":" + frame.line() : file;
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// A function's name in at most `room` columns: first without its template arguments, then
  /// without its parameters, at last without its outermost scopes, as the end of a name says most.
  public static String fitting(String function, int room, String ellipsis) {
    if (DisplayWidth.of(function) <= room) {
      return function;
    }
    String plain = without(function, '<', '>', ellipsis);
    if (DisplayWidth.of(plain) > room) {
      plain = without(plain, '(', ')', ellipsis);
    }
    return DisplayWidth.of(plain) <= room
        ? plain
        : endOf(plain, Math.max(1, room - DisplayWidth.of(ellipsis)), ellipsis);
  }

  /// The end of a name, from the start of a scope where there is one.
  private static String endOf(String name, int room, String ellipsis) {
    int scope = name.indexOf("::");
    while (scope >= 0) {
      if (DisplayWidth.of(name.substring(scope)) <= room) {
        return ellipsis + name.substring(scope);
      }
      scope = name.indexOf("::", scope + 2);
    }
    int from = 0;
    while (DisplayWidth.of(name.substring(from)) > room) {
      from = name.offsetByCodePoints(from, 1);
    }
    return ellipsis + name.substring(from);
  }

  /// What stands between the outermost pairs of brackets is left out. `operator<` and the like, and
  /// a name that begins with a bracket (`(anonymous namespace)::`), stay as they are.
  private static String without(String name, char open, char close, String ellipsis) {
    StringBuilder out = new StringBuilder(name.length());
    int depth = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean bracket = !out.isEmpty() && !out.toString().endsWith("operator");
      if (c == open && (depth > 0 || (bracket && !name.startsWith("(anonymous", i)))) {
        if (depth++ == 0) {
          out.append(open).append(ellipsis).append(close);
        }
      } else if (c == close && depth > 0) {
        depth--;
      } else if (depth == 0) {
        out.append(c);
      }
    }
    return depth == 0 ? out.toString() : name;
  }
}
