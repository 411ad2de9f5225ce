package dev.seep.kernel.procfs;

import dev.seep.evidence.KernelText;
import java.util.Optional;

/// `/proc/PID/stat` (proc_pid_stat(5)), the fields that Seep uses.
///
/// @param startTicks field 22, clock ticks since boot
/// @param residentPages field 24; the kernel keeps it per thread in part, so that it can lag by
///   some pages
public record ProcStat(
    int pid,
    String comm,
    char state,
    int parentPid,
    int threads,
    long startTicks,
    long virtualBytes,
    long residentPages) {

  public static Optional<ProcStat> parse(byte[] text) {
    return parse(text, text.length);
  }

  /// The name stands in parentheses and may itself hold any byte but NUL: `) R 1 (`, a newline. All
  /// fields behind it are numbers, so that the last `)` ends it.
  static Optional<ProcStat> parse(byte[] text, int length) {
    int open = indexOf(text, '(', length);
    int close = lastIndexOf(text, ')', length);
    if (open < 0 || close < open || close + 2 >= length) {
      return Optional.empty();
    }
    ByteLines head = new ByteLines(text, 0, open);
    ByteLines tail = new ByteLines(text, close + 2, length);
    if (!head.next() || !tail.next()) {
      return Optional.empty();
    }
    int pid = (int) head.number();
    char state = (char) text[close + 2];
    tail.skipWords(1);
    int parent = (int) tail.number();
    tail.skipWords(15); // 5 pgrp to 19 nice
    int threads = (int) tail.number();
    tail.skipWords(1); // 21 itrealvalue
    long start = tail.number();
    long virtual = tail.number();
    long resident = tail.number();
    if (pid <= 0 || start < 0) {
      return Optional.empty();
    }
    String comm = KernelText.decode(text, open + 1, close);
    return Optional.of(new ProcStat(pid, comm, state, parent, threads, start, virtual, resident));
  }

  private static int indexOf(byte[] text, char c, int length) {
    for (int i = 0; i < length; i++) {
      if (text[i] == c) {
        return i;
      }
    }
    return -1;
  }

  private static int lastIndexOf(byte[] text, char c, int length) {
    for (int i = length - 1; i >= 0; i--) {
      if (text[i] == c) {
        return i;
      }
    }
    return -1;
  }
}
