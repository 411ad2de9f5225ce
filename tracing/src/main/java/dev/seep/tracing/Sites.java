package dev.seep.tracing;

import dev.seep.evidence.CallSite;
import dev.seep.evidence.Frame;
import dev.seep.kernel.stacks.Unwound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives each distinct stack of calls an id. A virtual machine compiles a method anew and elsewhere
/// while it runs, and inlines now more, now fewer: frames of which nothing but an address in memory
/// without a file is known do not tell two stacks apart, neither by the addresses nor by their
/// number. Bounded: beyond [#MOST_SITES] stacks are not told apart any more, and what was opened
/// there counts as not known.
final class Sites {
  static final int MOST_SITES = 8_192;
  static final int NOT_KNOWN = 0;

  private static final Frame NAMELESS = new Frame("", "", 0, "", "");

  private final Map<List<Frame>, CallSite> byFrames = new HashMap<>();
  private final Map<Integer, CallSite> byId = new HashMap<>();
  private long stacks;
  private long broken;

  /// The id of a stack's site, [#NOT_KNOWN] for a stack without a single frame.
  synchronized int idOf(Unwound stack) {
    stacks++;
    broken += stack.whole() ? 0 : 1;
    if (stack.frames().isEmpty()) {
      return NOT_KNOWN;
    }
    List<Frame> told = withoutAddresses(stack.frames());
    CallSite known = byFrames.get(told);
    if (known != null) {
      return known.id();
    }
    if (byId.size() >= MOST_SITES) {
      return NOT_KNOWN;
    }
    CallSite added = new CallSite(byId.size() + 1, stack.frames(), stack.whole(), stack.remark());
    byFrames.put(told, added);
    byId.put(added.id(), added);
    return added.id();
  }

  /// A run of frames that have but an address, as one frame without any.
  private static List<Frame> withoutAddresses(List<Frame> frames) {
    if (frames.stream().noneMatch(Sites::isAddress)) {
      return frames;
    }
    List<Frame> told = new ArrayList<>(frames.size());
    for (Frame frame : frames) {
      if (!isAddress(frame)) {
        told.add(frame);
      } else if (told.isEmpty() || !told.getLast().equals(NAMELESS)) {
        told.add(NAMELESS);
      }
    }
    return told;
  }

  private static boolean isAddress(Frame frame) {
    return frame.module().isEmpty() && frame.file().isEmpty() && frame.function().startsWith("0x");
  }

  synchronized Map<Integer, CallSite> all() {
    return Map.copyOf(byId);
  }

  synchronized long stacks() {
    return stacks;
  }

  synchronized long broken() {
    return broken;
  }
}
