package dev.seep.kernel.procfs;

/// `/proc/PID/smaps_rollup` (proc_pid_smaps_rollup(5)), bytes; -1 where the line is missing.
public record SmapsRollup(
    long residentBytes, long proportionalBytes, long anonymousBytes, long swapBytes) {

  public static SmapsRollup parse(byte[] text) {
    return parse(text, text.length);
  }

  static SmapsRollup parse(byte[] text, int length) {
    return new SmapsRollup(
        bytes(text, length, "Rss:"),
        bytes(text, length, "Pss:"),
        bytes(text, length, "Anonymous:"),
        bytes(text, length, "Swap:"));
  }

  private static long bytes(byte[] text, int length, String name) {
    byte[] key = NativePath.ascii(name);
    ByteLines lines = new ByteLines(text, length);
    while (lines.next()) {
      if (lines.starts(key)) {
        long kibibytes = lines.number();
        return kibibytes < 0 ? -1 : kibibytes * 1024;
      }
    }
    return -1;
  }
}
