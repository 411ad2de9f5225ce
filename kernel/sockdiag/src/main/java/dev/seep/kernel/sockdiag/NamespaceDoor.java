package dev.seep.kernel.sockdiag;

import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;

/// Opens sock_diag sockets in network namespaces.
///
/// A netlink socket belongs for ever to the namespace it was made in, so only `socket` has to be
/// called there. setns(2) moves the calling thread: one is made for that call and ends after it, as
/// a thread of a pool would carry the namespace on to whatever it runs next.
final class NamespaceDoor {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  static final int SOCK_CLOEXEC = 02000000;
  private static final int NETLINK_SOCK_DIAG = 4;
  private static final int CLONE_NEWNET = 0x4000_0000;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STAT_BYTES = 144;
  private static final int STAT_INODE = 8;

  private NamespaceDoor() {}

  /// A sock_diag socket in this process's own namespace, or the negated error number.
  static int openHere() {
    return Syscalls.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  }

  /// A sock_diag socket in another namespace.
  static Reading<Integer> openIn(NamespaceRef namespace) {
    String what = "sockets of network namespace " + namespace.inode();
    int door;
    long inode;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(namespace.path());
      door = Syscalls.openat(Syscalls.AT_FDCWD, path, Syscalls.O_RDONLY | Syscalls.O_CLOEXEC);
      if (door < 0) {
        return Refusal.ofProcess(what, namespace.path(), door);
      }
      inode = inode(arena, door);
    }
    try {
      return inode == namespace.inode()
          ? enter(what, door)
          : Reading.unseen(
              what, "pid " + namespace.pid() + " has left it, or is another process by now", "");
    } finally {
      Syscalls.close(door);
    }
  }

  private static Reading<Integer> enter(String what, int door) {
    AtomicInteger moved = new AtomicInteger();
    AtomicInteger socket = new AtomicInteger(-1);
    Runnable visit =
        () -> {
          moved.set(Syscalls.setns(door, CLONE_NEWNET));
          if (moved.get() == 0) {
            socket.set(openHere());
          }
        };
    if (!runOnce(visit)) {
      return Refusal.ofCall(what, "clone", -Errno.EAGAIN.number());
    }
    if (moved.get() < 0) {
      return Refusal.ofCall(what, "setns", moved.get());
    }
    return socket.get() < 0
        ? Refusal.ofCall(what, "socket(AF_NETLINK)", socket.get())
        : Reading.seen(socket.get());
  }

  /// Runs on a thread of its own; false when the machine gives none.
  private static boolean runOnce(Runnable task) {
    Thread thread = Thread.ofPlatform().daemon().name("seep-namespace").unstarted(task);
    try {
      thread.start();
    } catch (OutOfMemoryError noThreadLeft) {
      return false;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException whileItOnlyTakesMicroseconds) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  /// The inode of an open descriptor, or -1.
  static long inode(Arena arena, int fd) {
    MemorySegment stat = arena.allocate(STAT_BYTES, 8);
    int result = Syscalls.fstatat(fd, arena.allocateFrom(""), stat, AT_EMPTY_PATH);
    return result < 0 ? -1 : stat.get(ValueLayout.JAVA_LONG, STAT_INODE);
  }
}
