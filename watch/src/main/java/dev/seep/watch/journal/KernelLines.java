package dev.seep.watch.journal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Of whom a line speaks that is not written by who it is about.
final class KernelLines {
  /// `Out of memory: Killed process 4711 (java) total-vm:…` (mm/oom_kill.c).
  private static final Pattern KILLED =
      Pattern.compile("[Kk]illed process (\\d{1,10}) \\(([^)]{0,64})\\)");

  /// `oom-kill:constraint=…,task=java,pid=4711,uid=0`.
  private static final Pattern OOM_KILL = Pattern.compile("task=([^,]{0,64}),pid=(\\d{1,10})\\b");

  /// `Mar 1 10:00:00 host sshd[4711]: …`, and `app[4711]: …`.
  private static final Pattern TAG = Pattern.compile("(?:^|\\s)([\\w./-]{1,64})\\[(\\d{1,10})\\]:");

  /// nginx: `2026/03/01 10:00:00 [crit] 4711#4711: accept4() failed (24: Too many open files)`.
  private static final Pattern NGINX = Pattern.compile("\\[\\w{1,8}\\] (\\d{1,10})#\\d+:");

  /// Who it is, as far as the line says; -1 and empty where it does not.
  record Subject(int pid, String command) {
    static final Subject NOBODY = new Subject(-1, "");
  }

  private KernelLines() {}

  /// In a line of the kernel.
  static Subject killed(String line) {
    Matcher killed = KILLED.matcher(line);
    if (killed.find()) {
      return new Subject(pid(killed.group(1)), killed.group(2));
    }
    Matcher task = OOM_KILL.matcher(line);
    return task.find() ? new Subject(pid(task.group(2)), task.group(1)) : Subject.NOBODY;
  }

  /// In a line of a plain log file.
  static Subject writer(String line) {
    Subject killed = killed(line);
    if (killed.pid() > 0) {
      return killed;
    }
    Matcher nginx = NGINX.matcher(line);
    if (nginx.find()) {
      return new Subject(pid(nginx.group(1)), "nginx");
    }
    Matcher tag = TAG.matcher(line);
    return tag.find() ? new Subject(pid(tag.group(2)), tag.group(1)) : Subject.NOBODY;
  }

  private static int pid(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException tooLarge) {
      return -1;
    }
  }
}
