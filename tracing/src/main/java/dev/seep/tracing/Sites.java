package dev.seep.tracing;

import dev.seep.evidence.CallSite;
import dev.seep.evidence.Frame;
import dev.seep.kernel.stacks.Unwound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives each distinct stack of calls an id. Bounded: beyond [#MOST_SITES] stacks are not told
/// apart any more, and what was opened there counts as not known.
final class Sites {
  static final int MOST_SITES = 8_192;
  static final int NOT_KNOWN = 0;

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
    CallSite known = byFrames.get(stack.frames());
    if (known != null) {
      return known.id();
    }
    if (byId.size() >= MOST_SITES) {
      return NOT_KNOWN;
    }
    CallSite added = new CallSite(byId.size() + 1, stack.frames(), stack.whole(), stack.remark());
    byFrames.put(stack.frames(), added);
    byId.put(added.id(), added);
    return added.id();
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
