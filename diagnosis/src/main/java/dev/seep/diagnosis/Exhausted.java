package dev.seep.diagnosis;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Errno;
import dev.seep.evidence.Exhaustion;
import dev.seep.evidence.Verdict;
import java.time.Duration;
import java.util.List;

/// What becomes of a verdict when the kernel refuses descriptors already.
final class Exhausted {
  private Exhausted() {}

  /// A process that is full cannot grow, so that a look which saw no growth has nothing to call it
  /// healthy by: what fills it may be a leak that got there before. Looking longer will not tell.
  /// Where it has room again, and where the limit may be another one, its count was free to grow:
  /// the verdict stands, and says what it stands beside.
  ///
  /// @param open descriptors at the end, -1 when not known
  static Verdict remarked(
      Verdict verdict, List<Exhaustion> exhausted, int open, DescriptorLimits limits) {
    if (exhausted.isEmpty()) {
      return verdict;
    }
    String reason = verdict.reason() + "; " + Exhaustion.headline(exhausted);
    return switch (verdict) {
      case Verdict.Leak v -> new Verdict.Leak(reason);
      case Verdict.Suspect v -> new Verdict.Suspect(reason);
      case Verdict.Unknown v -> new Verdict.Unknown(reason, v.needed());
      case Verdict.Healthy v -> {
        String why = cannotGrow(exhausted, open, limits);
        yield why.isEmpty()
            ? new Verdict.Healthy(reason)
            : new Verdict.Unknown(reason + ", and " + why, Duration.ZERO);
      }
    };
  }

  /// Empty when it could.
  private static String cannotGrow(List<Exhaustion> exhausted, int open, DescriptorLimits limits) {
    if (exhausted.stream().anyMatch(each -> each.errno() == Errno.ENFILE)) {
      return "while the machine has no file to give nothing can be seen to grow (`seep ps` shows who"
          + " holds them)";
    }
    boolean hasRoom = limits.known() && open >= 0 && open < Circumstance.NEAR * limits.soft();
    return hasRoom || exhausted.stream().allMatch(Exhaustion::isAmbiguous)
        ? ""
        : "what is full cannot be seen to grow (raise the limit with prlimit(1), and hunt again)";
  }
}
