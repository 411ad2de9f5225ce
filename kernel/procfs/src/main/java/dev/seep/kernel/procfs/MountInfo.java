package dev.seep.kernel.procfs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One line of `/proc/PID/mountinfo` (proc_pid_mountinfo(5)).
///
/// @param root the folder of the file system that is mounted: for a cgroup tree, the cgroup that
///   shows as the mount point
/// @param options of the mount, superOptions of the file system, both separated by commas
public record MountInfo(
    String root, String mountPoint, String options, String type, String superOptions) {

  public static List<MountInfo> parse(byte[] text) {
    List<MountInfo> mounts = new ArrayList<>();
    ByteLines lines = new ByteLines(text, text.length);
    while (lines.next()) {
      lines.skipWords(3);
      String root = unescape(lines.word());
      String point = unescape(lines.word());
      String options = lines.word();
      String field = lines.word();
      while (!field.isEmpty() && !field.equals("-")) {
        field = lines.word();
      }
      String type = lines.word();
      lines.word();
      String superOptions = lines.word();
      if (!type.isEmpty()) {
        mounts.add(new MountInfo(root, point, options, type, superOptions));
      }
    }
    return mounts;
  }

  public boolean hasSuperOption(String option) {
    return ("," + superOptions + ",").contains("," + option + ",");
  }

  /// Blanks, tabs, newlines and backslashes are written as three octal digits.
  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    byte[] in = dev.seep.evidence.KernelText.encode(text);
    byte[] out = new byte[in.length];
    int n = 0;
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '\\' && i + 3 < in.length && isOctal(in, i + 1)) {
        String digits = new String(in, i + 1, 3, StandardCharsets.ISO_8859_1);
        out[n++] = (byte) Integer.parseInt(digits, 8);
        i += 3;
      } else {
        out[n++] = in[i];
      }
    }
    return dev.seep.evidence.KernelText.decode(out, 0, n);
  }

  private static boolean isOctal(byte[] bytes, int from) {
    for (int i = from; i < from + 3; i++) {
      if (bytes[i] < '0' || bytes[i] > '7') {
        return false;
      }
    }
    return true;
  }
}
