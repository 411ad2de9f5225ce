package dev.seep.kernel.procfs;

import dev.seep.evidence.ManagedRuntime;
import dev.seep.evidence.MappingUse;
import java.util.HashSet;
import java.util.Set;

/// `/proc/PID/maps` (proc_pid_maps(5)), added up.
///
/// The runtime is told by what it maps: a library or an executable of a known name, or, for Go, the
/// arena that its allocator starts at (`arenaBaseOffset` and the hint `0x00c0` of
/// `runtime/malloc.go`).
///
/// @param counters folder and name of the file through which a JVM publishes its counters
///   (`hsperfdata_USER/PID`); empty for none
/// @param countersInode of that file
public record MemoryMap(MappingUse use, String counters, long countersInode) {

  public static MemoryMap parse(byte[] text) {
    return parse(text, text.length);
  }

  static MemoryMap parse(byte[] text, int length) {
    Tally tally = new Tally(text);
    ByteLines lines = new ByteLines(text, length);
    while (lines.next()) {
      tally.take(lines);
    }
    return tally.sum();
  }

  private static final class Tally {
    /// `rwxp` and the blank behind it.
    private static final int PERMISSIONS = 5;

    private static final byte[] BREAK = NativePath.ascii("[heap]");
    private static final byte[] COUNTERS = NativePath.ascii("/tmp/hsperfdata_");
    private static final byte[] GO_ARENA = NativePath.ascii("c000000000-");
    private static final byte[][] NO_DATA = {
      NativePath.ascii("/memfd:"),
      NativePath.ascii("/dev/"),
      NativePath.ascii("/SYSV"),
      NativePath.ascii("/anon_hugepage"),
      NativePath.ascii("/[aio]"),
      COUNTERS,
    };
    private static final byte[] LIBRARY = NativePath.ascii(".so");

    private final byte[] text;
    private final Set<Long> inodes = new HashSet<>();
    private final Set<Long> code = new HashSet<>();
    private ManagedRuntime runtime = ManagedRuntime.NATIVE;
    private String counters = "";
    private long countersInode;
    private int all;
    private int ofFiles;
    private long fileBytes;
    private long breakBytes;
    private long anonymousBytes;

    Tally(byte[] text) {
      this.text = text;
    }

    /// `start-end perms offset major:minor inode path`.
    void take(ByteLines lines) {
      all++;
      if (lines.starts(GO_ARENA)) {
        suspect(ManagedRuntime.GO);
      }
      lines.goTo(lines.lineStart());
      long start = lines.hex();
      lines.accept('-');
      long size = lines.hex() - start;
      lines.skip(' ');
      int permissions = lines.at();
      if (permissions + PERMISSIONS > lines.lineEnd()) {
        return;
      }
      lines.skipWords(3);
      long inode = lines.number();
      lines.skip(' ');
      if (lines.atLineEnd()) {
        anonymous(permissions, size);
      } else if (lines.accept(BREAK)) {
        breakBytes += size;
      } else if (inode > 0) {
        file(lines, permissions, inode, size);
      }
    }

    private void anonymous(int permissions, long size) {
      boolean writable = text[permissions + 1] == 'w';
      boolean isPrivate = text[permissions + 3] == 'p';
      if (writable && isPrivate) {
        anonymousBytes += size;
      }
    }

    private void file(ByteLines lines, int permissions, long inode, long size) {
      int path = lines.at();
      if (text[permissions + 2] == 'x' && code.add(inode)) {
        Runtimes.named(name(lines, path)).ifPresent(this::suspect);
      }
      lines.goTo(path);
      if (lines.accept(COUNTERS)) {
        lines.goTo(path + "/tmp/".length());
        counters = lines.rest();
        countersInode = inode;
        return;
      }
      if (isData(lines, path)) {
        ofFiles++;
        fileBytes += size;
        inodes.add(inode);
      }
    }

    private boolean isData(ByteLines lines, int path) {
      for (byte[] start : NO_DATA) {
        lines.goTo(path);
        if (lines.accept(start)) {
          return false;
        }
      }
      lines.goTo(path);
      return !lines.seek(LIBRARY);
    }

    private static String name(ByteLines lines, int path) {
      lines.goTo(path);
      String whole = lines.rest();
      return whole.substring(whole.lastIndexOf('/') + 1);
    }

    /// What is named is surer than the arena's address.
    private void suspect(ManagedRuntime found) {
      if (runtime == ManagedRuntime.NATIVE || runtime == ManagedRuntime.GO) {
        runtime = found;
      }
    }

    MemoryMap sum() {
      MappingUse use =
          new MappingUse(
              runtime, all, ofFiles, inodes.size(), fileBytes, breakBytes, anonymousBytes);
      return new MemoryMap(use, counters, countersInode);
    }
  }
}
