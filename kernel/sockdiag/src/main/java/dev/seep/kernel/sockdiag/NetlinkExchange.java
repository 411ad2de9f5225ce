package dev.seep.kernel.sockdiag;

import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Sends a dump request over a netlink socket and reads its answer in parts (netlink(7)). One
/// thread at a time.
final class NetlinkExchange {
  /// Result of a dump during which the table changed so that it may have holes (NLM_F_DUMP_INTR).
  static final int CHANGED = 1;

  /// The kernel fills no more than 32 KiB at once (af_netlink.c, `netlink_recvmsg`).
  private static final int BUFFER_BYTES = 1 << 16;

  private static final int REQUEST_BYTES = 128;
  private static final int HEADER = 16;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int NLM_F_DUMP_INTR = 0x10;

  /// Every part is ready before it is asked for, as the kernel fills the next one while it hands
  /// out the last: so never wait.
  private static final int MSG_DONTWAIT = 0x40;

  private static final int MSG_TRUNC = 0x20;

  /// Takes one message of an answer.
  interface Handler {
    /// @param from, to where the message's payload is
    void accept(byte[] bytes, int from, int to);
  }

  private final MemorySegment out = Arena.ofAuto().allocate(REQUEST_BYTES);
  private final MemorySegment in = Arena.ofAuto().allocate(BUFFER_BYTES);
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private int sequence;
  private boolean changed;
  private boolean inStep;

  /// @return 0, [#CHANGED], or the negated error number of the kernel's answer
  int dump(int socket, byte[] request, Handler handler) {
    Request.setSequence(request, ++sequence);
    MemorySegment.copy(request, 0, out, ValueLayout.JAVA_BYTE, 0, request.length);
    changed = false;
    inStep = false;
    long sent = Syscalls.send(socket, out.asSlice(0, request.length), 0);
    if (sent < 0) {
      return (int) sent;
    }
    while (true) {
      long received = Syscalls.receive(socket, in, MSG_DONTWAIT | MSG_TRUNC);
      if (received < 0) {
        return (int) received;
      }
      if (received > BUFFER_BYTES) {
        return -Errno.ENOMEM.number();
      }
      MemorySegment.copy(in, ValueLayout.JAVA_BYTE, 0, bytes, 0, (int) received);
      int outcome = part((int) received, handler);
      if (inStep) {
        return outcome;
      }
    }
  }

  /// Whether the last answer was read to its end, so that the socket can be asked again.
  boolean isInStep() {
    return inStep;
  }

  private int part(int length, Handler handler) {
    int at = 0;
    while (at + HEADER <= length) {
      int messageLength = Bytes.asInt(bytes, at);
      if (messageLength < HEADER || messageLength > length - at) {
        break;
      }
      if (Bytes.asInt(bytes, at + 8) == sequence) {
        int type = Bytes.unsignedShort(bytes, at + 4);
        changed |= (Bytes.unsignedShort(bytes, at + 6) & NLM_F_DUMP_INTR) != 0;
        if (type == NLMSG_DONE || type == NLMSG_ERROR) {
          inStep = true;
          return outcome(at, messageLength);
        }
        handler.accept(bytes, at + HEADER, at + messageLength);
      }
      at += (messageLength + 3) & ~3;
    }
    return 0;
  }

  /// Both kinds of last message begin with an error number, 0 for none.
  private int outcome(int at, int length) {
    int error = length >= HEADER + 4 ? Bytes.asInt(bytes, at + HEADER) : 0;
    return error == 0 && changed ? CHANGED : error;
  }
}
