package dev.seep.evidence;

import java.util.List;

/// A place in the code from which descriptors are opened: one distinct stack of calls.
///
/// @param id positive and unique within one hunt; wherever a site is named by its id, 0 stands for
///   one that is not known
/// @param frames innermost first, inlined ones among them
/// @param whole false when the stack could not be followed to its end
/// @param remark why not, in plain words; empty when it is whole
public record CallSite(int id, List<Frame> frames, boolean whole, String remark) {
  public CallSite {
    if (id <= 0) {
      throw new IllegalArgumentException("a known site has a positive id, not " + id);
    }
    frames = List.copyOf(frames);
  }
}
