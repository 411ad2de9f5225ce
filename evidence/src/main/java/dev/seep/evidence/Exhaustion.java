package dev.seep.evidence;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Calls of one kind that a process made in vain, as a limit of descriptors was reached already:
/// not a forecast, but what happens.
///
/// @param call name of the system call: `accept4`
/// @param errno [Errno#EMFILE], the process's own limit (or one of the user's, see [#isAmbiguous]),
///   or [Errno#ENFILE], that of the whole machine
/// @param count how often while it was watched; exact
/// @param lastSecondsAgo how long before the end of the watch it came last
public record Exhaustion(String call, int errno, long count, double lastSecondsAgo) {
  /// EMFILE is also what these answer when `fs.inotify.max_user_instances` or
  /// `fs.fanotify.max_user_groups` is reached (inotify_init(2), fanotify_init(2)).
  private static final Set<String> WITH_A_LIMIT_OF_THEIR_OWN =
      Set.of("inotify_init", "inotify_init1", "fanotify_init");

  public Exhaustion {
    if (errno != Errno.EMFILE && errno != Errno.ENFILE) {
      throw new IllegalArgumentException("no error of exhaustion: " + errno);
    }
  }

  /// Whether it may be another limit than that of descriptors that was reached.
  public boolean isAmbiguous() {
    return errno == Errno.EMFILE && WITH_A_LIMIT_OF_THEIR_OWN.contains(call);
  }

  /// `accept4 → EMFILE 312 times, the last 0.2 s ago`.
  public String words() {
    String times = count == 1 ? "once" : String.format(Locale.ROOT, "%,d times", count);
    String last = count == 1 ? "" : "the last ";
    return String.format(
        Locale.ROOT, "%s → %s %s, %s%s ago", call, Errno.name(errno), times, last, ago());
  }

  private String ago() {
    double seconds = Math.max(0, lastSecondsAgo);
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds < 120
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }

  /// What that means: `the limit of the process is reached already`.
  public String meaning() {
    if (errno == Errno.ENFILE) {
      return "the limit of the machine (fs.file-max) is reached already";
    }
    return isAmbiguous()
        ? "the limit of the process, or that of its user's instances, is reached already"
        : "the limit of the process is reached already";
  }

  /// That with the most calls, for a sentence that has room for one; all of them when there is one.
  public static String headline(List<Exhaustion> all) {
    Exhaustion most = all.getFirst();
    for (Exhaustion each : all) {
      most = each.count > most.count ? each : most;
    }
    String others = all.size() == 1 ? "" : " (and " + (all.size() - 1) + " more kinds of calls)";
    return most.words() + others + ": " + most.meaning();
  }
}
