package dev.seep.kernel.stacks;

import dev.seep.evidence.KernelText;
import dev.seep.evidence.Reading;
import dev.seep.kernel.stacks.helper.Limits;
import org.jspecify.annotations.Nullable;

/// The perf map of the target: names of code that was made at run time, written by whoever made it
/// (Linux `tools/perf/Documentation/jit-interface.txt`).
///
/// Everybody may write to `/tmp`: as perf does, only a file of the target's user, or of root, is
/// believed; and none that others may write to.
final class PerfMapFile {
  private final Target target;
  private final Blindness blindness;
  private @Nullable FileFacts last;

  PerfMapFile(Target target, Blindness blindness) {
    this.target = target;
    this.blindness = blindness;
  }

  /// Opens it when it is there, may be believed, and has changed since it was last opened here.
  SafeFiles.@Nullable Opened openIfChanged() {
    Target.Identity identity = target.identity();
    if (identity == null || target.root() < 0) {
      return null;
    }
    String path = "/tmp/perf-" + identity.innermostPid() + ".map";
    Reading<SafeFiles.Opened> opened =
        SafeFiles.open(
            target.root(),
            KernelText.encode(path),
            false,
            "perf map " + path,
            facts -> facts.equals(last) ? SAME : refusal(facts, identity.uid()));
    return switch (opened) {
      case Reading.Seen<SafeFiles.Opened> seen -> {
        last = seen.value().facts();
        if (last.size() > Limits.PERF_MAP) {
          blindness.add(
              "the end of perf map " + path,
              MappedFiles.tooLarge(last.size(), Limits.PERF_MAP),
              "");
        }
        yield seen.value();
      }
      case Reading.Unseen<SafeFiles.Opened> unseen -> {
        if (!SafeFiles.isAbsent(unseen.blind()) && !unseen.blind().why().equals(SAME)) {
          blindness.add(unseen.blind());
        }
        yield null;
      }
    };
  }

  private static final String SAME = "it is the same as before";

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
  }
}
