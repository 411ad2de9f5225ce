package dev.seep.kernel.sockdiag;

import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// A network namespace (network_namespaces(7)).
///
/// @param inode what makes it this one and no other: the number in `net:[…]`
/// @param pid a process in it, through whose `/proc/PID/ns/net` it can be entered
public record NamespaceRef(long inode, int pid) {
  private static final int LINK_BYTES = 64;

  /// The namespace of this process.
  public static Reading<NamespaceRef> own() {
    return ofProcess((int) ProcessHandle.current().pid());
  }

  /// The namespace that a process is in now.
  public static Reading<NamespaceRef> ofProcess(int pid) {
    String path = path(pid);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment link = arena.allocate(LINK_BYTES);
      long length = Syscalls.readlinkat(Syscalls.AT_FDCWD, arena.allocateFrom(path), link);
      if (length < 0) {
        return Refusal.ofProcess("network namespace of pid " + pid, path, (int) length);
      }
      byte[] text = link.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
      return parse(new String(text, StandardCharsets.US_ASCII), pid);
    }
  }

  private static Reading<NamespaceRef> parse(String link, int pid) {
    int open = link.indexOf('[');
    int close = link.indexOf(']');
    if (open < 0 || close < open) {
      return Reading.unseen("network namespace of pid " + pid, "it reads " + link, "");
    }
    try {
      return Reading.seen(new NamespaceRef(Long.parseLong(link.substring(open + 1, close)), pid));
    } catch (NumberFormatException notANumber) {
      return Reading.unseen("network namespace of pid " + pid, "it reads " + link, "");
    }
  }

  String path() {
    return path(pid);
  }

  private static String path(int pid) {
    return "/proc/" + pid + "/ns/net";
  }
}
