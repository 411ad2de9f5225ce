package dev.seep.kernel.stacks;

import dev.seep.evidence.KernelText;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.helper.Limits;
import org.jspecify.annotations.Nullable;

/// The perf map of the target: names of code that was made at run time, written by whoever made it
/// (Linux `tools/perf/Documentation/jit-interface.txt`).
///
/// Everybody may write to `/tmp`: as perf does, only a file of the target's user, or of root, is
/// believed; and none that others may write to.
final class PerfMapFile {
  /// The least time between two looks at a file that may be growing.
  private static final long LOOK_NANOS = 1_000_000_000L;

  private final Target target;
  private final Blindness blindness;
  private @Nullable FileFacts last;
  private long lookAgainAt;
  private boolean forgotten = true;

  PerfMapFile(Target target, Blindness blindness) {
    this.target = target;
    this.blindness = blindness;
  }

  /// Opens it when it is there, may be believed, and has changed since it was last opened here.
  Opening.@Nullable Opened openIfChanged() {
    long now = System.nanoTime();
    if (!forgotten && now - lookAgainAt < 0) {
      return null;
    }
    lookAgainAt = now + LOOK_NANOS;
    forgotten = false;
    Target.Identity identity = target.identity();
    if (identity == null || target.root() < 0) {
      return null;
    }
    String path = "/tmp/perf-" + identity.innermostPid() + ".map";
    Opening opening =
        SafeFiles.open(
            target.root(),
            KernelText.encode(path),
            false,
            "perf map " + path,
            facts -> refusal(facts, identity.uid()));
    return switch (opening) {
      case Opening.Opened opened -> ifChanged(opened, path);
      case Opening.Refused refused -> {
        if (!refused.isAbsent()) {
          blindness.add(refused.blind());
        }
        yield null;
      }
    };
  }

  private Opening.@Nullable Opened ifChanged(Opening.Opened opened, String path) {
    if (opened.facts().equals(last)) {
      Syscalls.close(opened.fd());
      return null;
    }
    last = opened.facts();
    String tooLarge = MappedFiles.tooLarge(last.size(), Limits.PERF_MAP);
    if (!tooLarge.isEmpty()) {
      blindness.add("the end of perf map " + path, tooLarge, "");
    }
    return opened;
  }

  private static String refusal(FileFacts facts, int targetUser) {
    if (facts.uid() != targetUser && facts.uid() != 0) {
      return "it belongs to user "
          + Integer.toUnsignedString(facts.uid())
          + ", who is neither the target's ("
          + Integer.toUnsignedString(targetUser)
          + ") nor root";
    }
    return facts.isWritableByOthers() ? "others than its owner may write to it" : "";
  }

  /// A new helper, or a new program, has to be given it again.
  void forget() {
    last = null;
    forgotten = true;
  }
}
