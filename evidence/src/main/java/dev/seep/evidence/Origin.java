package dev.seep.evidence;

import java.util.List;

/// The code that opened the descriptors of a finding. Snapshots cannot know it: it comes from a
/// tracer.
///
/// @param share of the finding's descriptors that were opened there, 0 to 1
/// @param frames innermost first
public record Origin(double share, List<Frame> frames) {
  public Origin {
    frames = List.copyOf(frames);
  }
}
