package dev.seep.evidence;

import java.util.ArrayList;
import java.util.List;

/// The flags of an open file, as `flags:` in `/proc/PID/fdinfo/N` gives them (open(2); values of
/// `asm-generic/fcntl.h`, which x86-64 uses and arm64 changes for four of them).
///
/// @param bits the flags, close-on-exec included; [#UNKNOWN] holds none
public record OpenFlags(int bits) {
  public static final OpenFlags UNKNOWN = new OpenFlags(-1);

  private static final int ACCESS_MODE = 03;
  private static final int APPEND = 02000;
  private static final int NONBLOCK = 04000;
  private static final int CLOEXEC = 02000000;
  private static final int PATH = 010000000;

  public boolean known() {
    return bits != -1;
  }

  public boolean closeOnExec() {
    return known() && (bits & CLOEXEC) != 0;
  }

  public boolean nonBlocking() {
    return known() && (bits & NONBLOCK) != 0;
  }

  public boolean readable() {
    return known() && (bits & ACCESS_MODE) != 1 && (bits & PATH) == 0;
  }

  public boolean writable() {
    return known() && (bits & ACCESS_MODE) != 0;
  }

  /// Names of the flags in the order open(2) lists them, access mode first; empty when unknown.
  public List<String> names() {
    List<String> names = new ArrayList<>(4);
    if (!known()) {
      return names;
    }
    names.add(
        switch (bits & ACCESS_MODE) {
          case 1 -> "O_WRONLY";
          case 2 -> "O_RDWR";
          default -> "O_RDONLY";
        });
    if ((bits & APPEND) != 0) {
      names.add("O_APPEND");
    }
    if ((bits & NONBLOCK) != 0) {
      names.add("O_NONBLOCK");
    }
    if ((bits & CLOEXEC) != 0) {
      names.add("O_CLOEXEC");
    }
    if ((bits & PATH) != 0) {
      names.add("O_PATH");
    }
    return names;
  }
}
