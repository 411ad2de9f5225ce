package dev.seep.evidence;

import java.util.List;

/// The code that opened the descriptors of a finding. Snapshots cannot know it: it comes from a
/// tracer.
///
/// @param share of the finding's descriptors that were opened there, 0 to 1
/// @param frames innermost first
/// @param whole false when the stack could not be followed to its end
/// @param inferred how many of them were open before the tracer came, and are taken to come from
///   there as they are alike in kind, peer and state
/// @param claim what the frames are said to be
public record Origin(double share, List<Frame> frames, boolean whole, int inferred, Claim claim) {

  /// "Opened here" and "leaked here" are two claims: the missing close is often elsewhere.
  public enum Claim {
    /// The descriptors were opened by this code; who should have closed them is another question.
    OPENED_HERE("opened-here"),
    /// Who opened them owns them, too: the close is missing in this code.
    LEAKED_HERE("leaked-here");

    private final String slug;

    Claim(String slug) {
      this.slug = slug;
    }

    public String slug() {
      return slug;
    }
  }

  public Origin {
    frames = List.copyOf(frames);
  }

  /// A whole stack of which no more is claimed than that it opened them.
  public Origin(double share, List<Frame> frames) {
    this(share, frames, true, 0, Claim.OPENED_HERE);
  }
}
