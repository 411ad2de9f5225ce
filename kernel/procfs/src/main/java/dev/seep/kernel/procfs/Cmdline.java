package dev.seep.kernel.procfs;

import dev.seep.evidence.KernelText;
import java.util.ArrayList;
import java.util.List;

/// `/proc/PID/cmdline` (proc_pid_cmdline(5)): arguments, each ended by a NUL.
final class Cmdline {
  private Cmdline() {}

  static List<String> parse(byte[] text) {
    return parse(text, text.length);
  }

  /// A process that rewrites its title leaves NULs behind it: empty arguments at the end are
  /// dropped, those between others stay.
  static List<String> parse(byte[] text, int length) {
    int end = length;
    while (end > 0 && text[end - 1] == 0) {
      end--;
    }
    if (end == 0) {
      return List.of();
    }
    List<String> arguments = new ArrayList<>(8);
    int from = 0;
    for (int i = 0; i <= end; i++) {
      if (i == end || text[i] == 0) {
        arguments.add(KernelText.decode(text, from, i));
        from = i + 1;
      }
    }
    return arguments;
  }
}
