package dev.seep.kernel.procfs;

import dev.seep.kernel.libc.Errno;
import java.util.Set;

/// What the link `/proc/PID/fd/N` points to (proc_pid_fd(5)).
///
/// Only what has no path of its own is named otherwise than by a leading slash, so that no file
/// name can pass for a socket or a pipe.
public sealed interface LinkTarget {
  String DELETED = " (deleted)";

  /// `socket:[4711]`.
  record Socket(long inode) implements LinkTarget {}

  /// `pipe:[4712]`.
  record Pipe(long inode) implements LinkTarget {}

  /// `anon_inode:[eventpoll]`, `anon_inode:inotify`, `anon_inode:bpf-map`, …
  ///
  /// @param name without the brackets some of them have
  record AnonInode(String name) implements LinkTarget {}

  /// `net:[4026531840]` (namespaces(7)).
  record Namespace(String type, long inode) implements LinkTarget {}

  /// `/memfd:NAME (deleted)` (memfd_create(2)).
  record Memfd(String name) implements LinkTarget {}

  /// Any `NAME:[N]` that is not known.
  record Numbered(String name, long number) implements LinkTarget {}

  /// A path, exactly as the link gives it. A file that is deleted has ` (deleted)` behind it; but
  /// so may a file's name.
  record FilePath(String text) implements LinkTarget {

    public boolean saysDeleted() {
      return text.endsWith(DELETED);
    }

    /// @param unlinked the file has no links left ([FileStat#unlinked]): only then is the mark
    ///   believed
    public String path(boolean unlinked) {
      return unlinked && saysDeleted() ? text.substring(0, text.length() - DELETED.length()) : text;
    }
  }

  /// The descriptor is open, its target cannot be told (a path longer than a page: `ENAMETOOLONG`).
  record Unreadable(int errno) implements LinkTarget {
    public String reason() {
      return Errno.describe(errno);
    }
  }

  Set<String> NAMESPACES =
      Set.of(
          "cgroup",
          "ipc",
          "mnt",
          "net",
          "pid",
          "pid_for_children",
          "time",
          "time_for_children",
          "user",
          "uts");

  /// @param target as readlink(2) gives it, decoded
  static LinkTarget parse(String target) {
    if (target.startsWith("/")) {
      return ofPath(target);
    }
    int colon = target.indexOf(':');
    if (colon > 0) {
      String name = target.substring(0, colon);
      if (name.equals("anon_inode")) {
        return new AnonInode(withoutBrackets(target.substring(colon + 1)));
      }
      long number = bracketed(target, colon + 1);
      if (number >= 0) {
        return ofNumber(name, number);
      }
    }
    return new FilePath(target);
  }

  private static LinkTarget ofNumber(String name, long number) {
    return switch (name) {
      case "socket" -> new Socket(number);
      case "pipe" -> new Pipe(number);
      // How pidfs named its inodes before it went back to the older name.
      case "pidfd" -> new AnonInode("pidfd");
      default ->
          NAMESPACES.contains(name) ? new Namespace(name, number) : new Numbered(name, number);
    };
  }

  private static LinkTarget ofPath(String target) {
    if (target.startsWith("/memfd:") && target.endsWith(DELETED)) {
      return new Memfd(target.substring("/memfd:".length(), target.length() - DELETED.length()));
    }
    if (target.startsWith("/dmabuf:")) {
      return new AnonInode("dmabuf");
    }
    return new FilePath(target);
  }

  private static String withoutBrackets(String name) {
    return name.length() > 2 && name.startsWith("[") && name.endsWith("]")
        ? name.substring(1, name.length() - 1)
        : name;
  }

  /// The number of `[4711]`, -1 when the text from `at` on is something else.
  private static long bracketed(String text, int at) {
    int last = text.length() - 1;
    if (last - at < 2 || last - at > 20 || text.charAt(at) != '[' || text.charAt(last) != ']') {
      return -1;
    }
    long value = 0;
    for (int i = at + 1; i < last; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
