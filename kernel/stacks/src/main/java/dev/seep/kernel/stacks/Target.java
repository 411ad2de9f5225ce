package dev.seep.kernel.stacks;

import dev.seep.evidence.KernelText;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.helper.Limits;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The process whose stacks are read, held by its folder in `/proc`: once it has ended, that leads
/// nowhere, and never to another process that was given its number.
final class Target implements AutoCloseable {
  /// Bytes of `maps` that are read: what 65,530 mappings (`vm.max_map_count`) of ordinary paths
  /// take.
  private static final int MAPS_BYTES = 16 << 20;

  private static final Pattern UID = Pattern.compile("^Uid:\\s+\\d+\\s+(\\d+)", Pattern.MULTILINE);
  private static final Pattern PIDS = Pattern.compile("^NSpid:.*?(\\d+)$", Pattern.MULTILINE);

  private final int pid;
  private final int folder;
  private final int root;
  private final int ownRoot;
  private boolean closed;

  private Target(int pid, int folder, int root, int ownRoot) {
    this.pid = pid;
    this.folder = folder;
    this.root = root;
    this.ownRoot = ownRoot;
  }

  static Reading<Target> open(Path procRoot, int pid) {
    String what = "stacks of process " + pid;
    int folder = SafeFiles.openRoot(Syscalls.AT_FDCWD, procRoot.resolve("" + pid).toString());
    if (folder < 0) {
      return SafeFiles.refused(what, folder);
    }
    // Without the right to it, nothing of the target's files can be named, but stacks still can be
    // followed by frame pointers.
    int root = SafeFiles.openRoot(folder, "root");
    return Reading.seen(new Target(pid, folder, root, SafeFiles.openRoot(Syscalls.AT_FDCWD, "/")));
  }

  int pid() {
    return pid;
  }

  /// Its root folder, or a negated error number.
  int root() {
    return root;
  }

  /// Seep's root folder.
  int ownRoot() {
    return ownRoot;
  }

  /// Its mappings now; null when they cannot be read, as after its end.
  @Nullable List<MapsLine> maps() {
    byte[] text = SafeFiles.read(folder, "maps", MAPS_BYTES);
    return text == null || text.length == 0 ? null : MapsLine.parse(text);
  }

  /// The program that it runs: another one after execve(2). Null when that cannot be told.
  @Nullable FileFacts program() {
    return FileFacts.of(folder, "exe");
  }

  /// Opens the very file that is mapped, even one that was deleted or replaced since.
  Opening openMapFile(MapsLine line, String what, SafeFiles.Demand demand) {
    return SafeFiles.openKernelLink(folder, "map_files/" + line.mapFile(), what, demand);
  }

  /// What stands at that address in its memory, as much as can be read.
  Reading<byte[]> memory(MapsLine line, String what) {
    long bytes = Math.min(line.end() - line.start(), Limits.VDSO);
    try (Arena arena = Arena.ofConfined()) {
      int fd =
          Syscalls.openat(
              folder, arena.allocateFrom("mem"), Syscalls.O_RDONLY | Syscalls.O_CLOEXEC);
      if (fd < 0) {
        return SafeFiles.refused(what, fd);
      }
      MemorySegment into = arena.allocate(bytes);
      long got = Syscalls.pread(fd, into, line.start());
      Syscalls.close(fd);
      return got <= 0
          ? SafeFiles.refused(what, got == 0 ? -Errno.ESRCH.number() : got)
          : Reading.seen(into.asSlice(0, got).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /// Who it is: its effective user, and its pid as its own pid namespace numbers it; null when that
  /// cannot be told.
  @Nullable Identity identity() {
    byte[] text = SafeFiles.read(folder, "status", 64 * 1024);
    if (text == null) {
      return null;
    }
    String status = KernelText.decode(text);
    Matcher uid = UID.matcher(status);
    Matcher pids = PIDS.matcher(status);
    try {
      return uid.find()
          ? new Identity(
              Integer.parseUnsignedInt(uid.group(1)),
              pids.find() ? Integer.parseInt(pids.group(1)) : pid)
          : null;
    } catch (NumberFormatException unreadable) {
      return null;
    }
  }

  record Identity(int uid, int innermostPid) {}

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    List<Integer> open = new ArrayList<>(List.of(folder, ownRoot));
    if (root >= 0) {
      open.add(root);
    }
    open.forEach(Syscalls::close);
  }
}
