package dev.seep.cli.report;

import dev.seep.cli.render.Places;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Frame;
import java.util.ArrayList;
import java.util.List;

/// How the stack of a call site reads from the outside in.
final class Stacks {
  /// Stands for the callers that could not be followed.
  static final Frame CUT_SHORT = new Frame("[cut short]", "", 0, "", "");

  private static final int NAME_COLUMNS = 64;

  private Stacks() {}

  /// Outermost first; one that is not whole begins with [#CUT_SHORT], as it is no stack of its own.
  static List<Frame> outermostFirst(CallSite site) {
    List<Frame> frames = new ArrayList<>(site.frames().reversed());
    if (!site.whole() || frames.isEmpty()) {
      frames.addFirst(CUT_SHORT);
    }
    return frames;
  }

  /// A function's name; where it is not known, the program or library it lies in.
  static String name(Frame frame) {
    if (!frame.function().isEmpty()) {
      return frame.function();
    }
    String module = frame.module().substring(frame.module().lastIndexOf('/') + 1);
    return module.isEmpty() ? "[unknown]" : "[" + module + "]";
  }

  /// A name without what makes it long: template arguments first, then parameters, then scopes.
  static String brief(String name) {
    return Places.fitting(name, NAME_COLUMNS, "…");
  }
}
