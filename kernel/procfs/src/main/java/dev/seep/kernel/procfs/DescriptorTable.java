package dev.seep.kernel.procfs;

import dev.seep.evidence.Blind;
import dev.seep.evidence.KernelText;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Walks `/proc/PID/fd`, one descriptor after the other:
///
/// ```java
/// while (table.next()) {
///   use(table.number(), table.target(), table.stat(), table.fdInfo());
/// }
/// ```
///
/// The folder is opened once and everything is looked up from it. A folder of `/proc` stays bound
/// to the process it was opened for, so that no look can reach a later process of the same number:
/// once the process is gone, every look answers ENOENT. It costs one descriptor for the walk and
/// one more while an `fdinfo` is read.
///
/// Only the link is read for each descriptor; the rest is read when asked for. A descriptor that is
/// closed meanwhile is skipped. Not for several threads.
public final class DescriptorTable implements AutoCloseable {
  private static final int ENTRIES = 32 * 1024;
  private static final int LINK = 4096;

  private static final MemorySegment PROTOCOL_ATTRIBUTE =
      Arena.global().allocateFrom("system.sockprotoname");
  private static final byte[] OWN_FOLDERS = NativePath.ascii("/proc/self/fd/");
  private static final byte[] SLASH = NativePath.ascii("/");
  private static final byte[] SOCKET = NativePath.ascii("socket:[");
  private static final byte[] INFO_PREFIX = NativePath.ascii("../fdinfo/");
  private static final byte[] STAT = NativePath.ascii("../stat");

  private final int pid;
  private final int folder;
  private final String shownPath;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment entries = arena.allocate(ENTRIES);
  private final MemorySegment link = arena.allocate(LINK);
  private final byte[] linkBytes = new byte[LINK];
  private final List<Blind> blind = new ArrayList<>(0);

  private int filled;
  private int at;
  private MemorySegment name = MemorySegment.NULL;
  private int number = -1;
  private int linkLength;
  private int closedMeanwhile;
  private FileStat stat = FileStat.UNKNOWN;
  private boolean statRead;

  DescriptorTable(int pid, int folder, String shownPath) {
    this.pid = pid;
    this.folder = folder;
    this.shownPath = shownPath;
  }

  /// Goes to the next descriptor that is open.
  public boolean next() {
    while (nextEntry()) {
      long length = Syscalls.readlinkat(folder, name, link);
      if (length >= 0 || Errno.ENAMETOOLONG.is(length)) {
        linkLength = (int) length;
        if (length > 0) {
          MemorySegment.copy(link, ValueLayout.JAVA_BYTE, 0, linkBytes, 0, linkLength);
        }
        statRead = false;
        return true;
      }
      if (Errno.ENOENT.is(length) || Errno.ESRCH.is(length)) {
        closedMeanwhile++;
      } else {
        // The process has changed its credentials: all further links would say the same.
        fail("links of " + shownPath, length);
        return false;
      }
    }
    return false;
  }

  /// Whether the current number still refers to what [#next] found. What was read of it in between
  /// is of one and the same file then; otherwise the number was closed, or is another file by now.
  public boolean isStill() {
    long length = Syscalls.readlinkat(folder, name, link);
    if (length != linkLength) {
      return false;
    }
    for (int i = 0; i < linkLength; i++) {
      if (link.get(ValueLayout.JAVA_BYTE, i) != linkBytes[i]) {
        return false;
      }
    }
    return true;
  }

  /// Looks at the current number anew; false when it is closed.
  public boolean again() {
    statRead = false;
    linkLength = (int) Syscalls.readlinkat(folder, name, link);
    if (linkLength > 0) {
      MemorySegment.copy(link, ValueLayout.JAVA_BYTE, 0, linkBytes, 0, linkLength);
    }
    return linkLength >= 0 || Errno.ENAMETOOLONG.is(linkLength);
  }

  private boolean nextEntry() {
    while (true) {
      if (at >= filled && !fill()) {
        return false;
      }
      int entry = at;
      at += NumberedEntries.length(entries, entry);
      int parsed = NumberedEntries.number(entries, entry + NumberedEntries.NAME);
      if (parsed >= 0) {
        number = parsed;
        name = entries.asSlice(entry + NumberedEntries.NAME);
        return true;
      }
    }
  }

  private boolean fill() {
    long got = Syscalls.getdents64(folder, entries);
    at = 0;
    filled = (int) Math.max(0, got);
    if (got < 0 && !Errno.ENOENT.is(got)) {
      fail(shownPath, got);
    }
    return got > 0;
  }

  public int pid() {
    return pid;
  }

  public int number() {
    return number;
  }

  /// Inode of the socket that the descriptor is, -1 when it is something else. Makes no object.
  public long socketInode() {
    if (linkLength <= SOCKET.length) {
      return -1;
    }
    for (int i = 0; i < SOCKET.length; i++) {
      if (linkBytes[i] != SOCKET[i]) {
        return -1;
      }
    }
    long inode = 0;
    for (int i = SOCKET.length; i < linkLength - 1; i++) {
      inode = inode * 10 + (linkBytes[i] - '0');
    }
    return inode;
  }

  public LinkTarget target() {
    if (linkLength < 0) {
      return new LinkTarget.Unreadable(-linkLength);
    }
    long socket = socketInode();
    if (socket >= 0) {
      return new LinkTarget.Socket(socket);
    }
    String text = KernelText.decode(linkBytes, 0, linkLength);
    LinkTarget target = LinkTarget.parse(text);
    // A file that somebody named so has a link; a memfd never has.
    return target instanceof LinkTarget.Memfd && stat().links() > 0
        ? new LinkTarget.FilePath(text)
        : target;
  }

  /// Asks the file system of the open file: on a network file system whose server is gone this can
  /// wait for long. Sockets need no stat.
  public FileStat stat() {
    if (!statRead) {
      MemorySegment into = Scratch.ofThisThread().stat;
      int result = Syscalls.fstatat(folder, name, into, 0);
      stat = result < 0 ? FileStat.UNKNOWN : FileStat.of(into);
      statRead = true;
    }
    return stat;
  }

  /// Flags, offset and what the kind tells; [FdInfo#UNKNOWN] when it was closed meanwhile or could
  /// not be read (then [#blind] says why).
  public FdInfo fdInfo() {
    Scratch scratch = Scratch.ofThisThread();
    int length = scratch.readSingle(folder, infoPath(scratch));
    if (length < 0) {
      if (!Errno.ENOENT.is(length) && !Errno.ESRCH.is(length)) {
        fail("flags and details in /proc/" + pid + "/fdinfo", length);
      }
      return FdInfo.UNKNOWN;
    }
    return FdInfo.parse(scratch.bytes, length);
  }

  private MemorySegment infoPath(Scratch scratch) {
    return scratch.path.start(INFO_PREFIX).add(number).end();
  }

  /// Name of the protocol of a socket, also of one that no table lists: the extended attribute
  /// `system.sockprotoname` (`net/socket.c`), which needs no right beyond seeing the link. Empty
  /// when it is no socket.
  public String socketProtocol() {
    Scratch scratch = Scratch.ofThisThread();
    // Through our own folder, which stays bound to the process as a path by its number would not.
    MemorySegment path = scratch.path.start(OWN_FOLDERS).add(folder).add(SLASH).add(number).end();
    long length = Syscalls.getxattr(path, PROTOCOL_ATTRIBUTE, scratch.data);
    if (length <= 0) {
      return "";
    }
    byte[] name = scratch.data.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    int end = name[name.length - 1] == 0 ? name.length - 1 : name.length;
    return KernelText.decode(name, 0, end);
  }

  /// Clock ticks between boot and the start of the very process whose folder this is; -1 once it
  /// has ended.
  public long startTicks() {
    Scratch scratch = Scratch.ofThisThread();
    int length = scratch.readSingle(folder, scratch.path.start(STAT).end());
    return length < 0
        ? -1
        : ProcStat.parse(scratch.bytes, length).map(ProcStat::startTicks).orElse(-1L);
  }

  /// Descriptors that were listed and closed before they were looked at.
  public int closedMeanwhile() {
    return closedMeanwhile;
  }

  /// What could not be read, each reason once.
  public List<Blind> blind() {
    return List.copyOf(blind);
  }

  private void fail(String what, long result) {
    Blind reason = Failure.blind(what, result);
    if (!blind.contains(reason)) {
      blind.add(reason);
    }
  }

  @Override
  public void close() {
    Syscalls.close(folder);
    arena.close();
  }
}
