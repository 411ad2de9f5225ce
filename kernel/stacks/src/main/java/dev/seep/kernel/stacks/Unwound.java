package dev.seep.kernel.stacks;

import dev.seep.evidence.Frame;
import java.util.List;

/// A stack as far as it could be followed.
///
/// @param frames innermost first, inlined ones among them
/// @param whole whether the end of the stack was reached
/// @param remark why not, in plain words; empty when it was
public record Unwound(List<Frame> frames, boolean whole, String remark) {
  public Unwound {
    frames = List.copyOf(frames);
  }
}
