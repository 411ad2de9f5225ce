package dev.seep.kernel.stacks;

import dev.seep.evidence.KernelText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One line of `/proc/PID/maps` (proc_pid_maps(5)).
///
/// @param major, minor of the device that the mapped file is on
/// @param inode 0 for memory without a file
/// @param path as the kernel writes it: a line feed is `\012`, ` (deleted)` may follow; empty for
///   none
record MapsLine(
    long start,
    long end,
    boolean executable,
    long offset,
    int major,
    int minor,
    long inode,
    String path) {
  private static final String DELETED = " (deleted)";

  /// The lines that can be read; a line that cannot ends the list, as the text may have been cut
  /// there.
  static List<MapsLine> parse(byte[] text) {
    List<MapsLine> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        Optional<MapsLine> line = parseLine(KernelText.decode(text, from, i));
        if (line.isEmpty()) {
          break;
        }
        lines.add(line.get());
        from = i + 1;
      }
    }
    return lines;
  }

  private static Optional<MapsLine> parseLine(String line) {
    String[] fields = line.split(" +", 6);
    if (fields.length < 5 || fields[1].length() < 4) {
      return Optional.empty();
    }
    try {
      int dash = fields[0].indexOf('-');
      int colon = fields[3].indexOf(':');
      return Optional.of(
          new MapsLine(
              Long.parseUnsignedLong(fields[0], 0, dash, 16),
              Long.parseUnsignedLong(fields[0], dash + 1, fields[0].length(), 16),
              fields[1].charAt(2) == 'x',
              Long.parseUnsignedLong(fields[2], 16),
              Integer.parseInt(fields[3], 0, colon, 16),
              Integer.parseInt(fields[3], colon + 1, fields[3].length(), 16),
              Long.parseUnsignedLong(fields[4]),
              fields.length == 6 ? fields[5] : ""));
    } catch (NumberFormatException | IndexOutOfBoundsException other) {
      return Optional.empty();
    }
  }

  /// Whether machine code of a file lies there.
  boolean isCodeOfAFile() {
    return executable && inode != 0 && path.startsWith("/");
  }

  /// Whether an address lies there; addresses are unsigned.
  boolean contains(long address) {
    return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
  }

  /// The path without the kernel's remark; a file that is really named so keeps it, as it is not
  /// deleted.
  String name() {
    return path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
  }

  /// The bytes by which the file can be opened.
  byte[] openablePath() {
    return KernelText.encode(path.replace("\\012", "\n"));
  }

  /// Its name among `/proc/PID/map_files`.
  String mapFile() {
    return Long.toHexString(start) + "-" + Long.toHexString(end);
  }

  /// The device as stat(2) writes it (`new_encode_dev` of `linux/kdev_t.h`).
  long device() {
    return (minor & 0xffL) | ((long) major << 8) | ((minor & ~0xffL) << 12);
  }
}
