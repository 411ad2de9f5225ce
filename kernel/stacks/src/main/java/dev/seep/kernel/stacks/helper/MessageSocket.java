package dev.seep.kernel.stacks.helper;

import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.ProcessCalls;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One end of a pair of unix sockets (`SOCK_SEQPACKET`, unix(7)): the kernel keeps the messages
/// apart and in order, and a descriptor travels with the message it belongs to (`SCM_RIGHTS`). For
/// one thread at a time.
public final class MessageSocket implements AutoCloseable {
  /// Below the send buffer that every system grants (`net.core.wmem_default`, 212,992).
  public static final int MAX_MESSAGE = 176 * 1024;

  /// What [#receive] answers when the time is over; other negative answers are error numbers.
  public static final int TIME_IS_OVER = Integer.MIN_VALUE;

  private static final int AF_UNIX = 1;
  private static final int SOCK_SEQPACKET = 5;
  private static final int SOCK_CLOEXEC = 02000000;
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int MSG_CTRUNC = 0x8;
  private static final int MSG_TRUNC = 0x20;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MSG_CMSG_CLOEXEC = 0x4000_0000;
  private static final short POLLIN = 1;
  private static final short POLLOUT = 4;

  /// `struct msghdr` and `struct cmsghdr` of a 64-bit Linux.
  private static final int HEADER_BYTES = 56;

  private static final int CONTROL_LENGTH = 40;
  private static final int FLAGS = 48;
  private static final int RIGHTS_BYTES = 24;
  private static final int RIGHTS_LENGTH = 20;
  private static final int RIGHTS_DESCRIPTOR = 16;

  private final int fd;
  private final boolean takesDescriptors;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment header = arena.allocate(HEADER_BYTES, 8);
  private final MemorySegment part = arena.allocate(16, 8);
  private final MemorySegment control = arena.allocate(RIGHTS_BYTES, 8);
  private final MemorySegment data = arena.allocate(MAX_MESSAGE);
  private final MemorySegment poll = arena.allocate(8, 8);
  private final MemorySegment time = arena.allocate(16, 8);
  private final byte[] received = new byte[MAX_MESSAGE];
  private int descriptor = -1;

  /// @param takesDescriptors whether descriptors may come in here; else the kernel drops them
  public MessageSocket(int fd, boolean takesDescriptors) {
    this.fd = fd;
    this.takesDescriptors = takesDescriptors;
    part.set(ValueLayout.JAVA_LONG, 0, data.address());
    header.set(ValueLayout.JAVA_LONG, 16, part.address());
    header.set(ValueLayout.JAVA_LONG, 24, 1);
  }

  /// Fills both ends of a new pair, close-on-exec; 0 or a negated error number.
  public static int pair(int[] ends) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment into = arena.allocate(8, 4);
      int result = ProcessCalls.socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, into);
      ends[0] = into.get(ValueLayout.JAVA_INT, 0);
      ends[1] = into.get(ValueLayout.JAVA_INT, 4);
      return result;
    }
  }

  public int fd() {
    return fd;
  }

  /// Sends a message.
  ///
  /// @param passed a descriptor that goes with it, or -1; it stays the caller's
  /// @param deadlineNanos by [System#nanoTime]; a peer that does not read is not waited for longer
  /// @return 0, a negated error number, or [#TIME_IS_OVER]
  public int send(MessageWriter message, int passed, long deadlineNanos) {
    MemorySegment.copy(message.array(), 0, data, ValueLayout.JAVA_BYTE, 0, message.length());
    part.set(ValueLayout.JAVA_LONG, 8, message.length());
    attach(passed);
    while (true) {
      long sent = ProcessCalls.sendmsg(fd, header, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent >= 0) {
        return 0;
      }
      if (Errno.EAGAIN.is(sent)) {
        int ready = await(POLLOUT, deadlineNanos);
        if (ready < 0) {
          return ready;
        }
      } else if (!Errno.EINTR.is(sent)) {
        return (int) sent;
      }
    }
  }

  private void attach(int passed) {
    boolean some = passed >= 0;
    header.set(ValueLayout.JAVA_LONG, 32, some ? control.address() : 0);
    header.set(ValueLayout.JAVA_LONG, CONTROL_LENGTH, some ? RIGHTS_BYTES : 0);
    control.set(ValueLayout.JAVA_LONG, 0, RIGHTS_LENGTH);
    control.set(ValueLayout.JAVA_INT, 8, SOL_SOCKET);
    control.set(ValueLayout.JAVA_INT, 12, SCM_RIGHTS);
    control.set(ValueLayout.JAVA_INT, RIGHTS_DESCRIPTOR, passed);
  }

  /// Waits for a message and takes it in: its length, 0 when the other end is gone, a negated error
  /// number, or [#TIME_IS_OVER]. A descriptor that came with it and was not taken is closed.
  public int receive(long deadlineNanos) throws BrokenMessageException {
    closeUntaken();
    part.set(ValueLayout.JAVA_LONG, 8, MAX_MESSAGE);
    while (true) {
      header.set(ValueLayout.JAVA_LONG, 32, takesDescriptors ? control.address() : 0);
      header.set(ValueLayout.JAVA_LONG, CONTROL_LENGTH, takesDescriptors ? RIGHTS_BYTES : 0);
      int length = (int) ProcessCalls.recvmsg(fd, header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
      if (length >= 0) {
        accept(length);
        return length;
      }
      if (Errno.EAGAIN.is(length)) {
        int ready = await(POLLIN, deadlineNanos);
        if (ready < 0) {
          return ready;
        }
      } else if (!Errno.EINTR.is(length)) {
        return length;
      }
    }
  }

  private void accept(int length) throws BrokenMessageException {
    if (header.get(ValueLayout.JAVA_LONG, CONTROL_LENGTH) >= RIGHTS_LENGTH) {
      descriptor = control.get(ValueLayout.JAVA_INT, RIGHTS_DESCRIPTOR);
    }
    int flags = header.get(ValueLayout.JAVA_INT, FLAGS);
    if ((flags & MSG_TRUNC) != 0 || (takesDescriptors && (flags & MSG_CTRUNC) != 0)) {
      throw new BrokenMessageException("a message was cut on its way");
    }
    MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, received, 0, length);
  }

  /// The message that [#receive] took in.
  public MessageReader message(int length) throws BrokenMessageException {
    return new MessageReader(received, length);
  }

  /// The descriptor that came with it, the caller's from now on; -1 for none.
  public int takeDescriptor() {
    int taken = descriptor;
    descriptor = -1;
    return taken;
  }

  /// 0 when something can be done, else [#TIME_IS_OVER] or a negated error number.
  private int await(short events, long deadlineNanos) {
    while (true) {
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0) {
        return TIME_IS_OVER;
      }
      poll.set(ValueLayout.JAVA_INT, 0, fd);
      poll.set(ValueLayout.JAVA_SHORT, 4, events);
      poll.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
      time.set(ValueLayout.JAVA_LONG, 0, left / 1_000_000_000);
      time.set(ValueLayout.JAVA_LONG, 8, left % 1_000_000_000);
      int ready = Syscalls.ppoll(poll, 1, time);
      if (ready > 0) {
        return 0;
      }
      if (ready < 0 && !Errno.EINTR.is(ready)) {
        return ready;
      }
    }
  }

  @Override
  public void close() {
    closeUntaken();
    Syscalls.close(fd);
    arena.close();
  }

  private void closeUntaken() {
    if (descriptor >= 0) {
      Syscalls.close(takeDescriptor());
    }
  }
}
