package dev.seep.kernel.stacks.helper;

import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Ends this process when the other end of its socket is closed, whatever else it is doing.
record HangUp(int socket) implements Runnable {

  @Override
  public void run() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment poll = arena.allocate(8, 8);
      poll.set(ValueLayout.JAVA_INT, 0, socket);
      int ready;
      do {
        // No event is asked for: only POLLHUP and POLLERR end the wait.
        ready = Syscalls.ppoll(poll, 1, MemorySegment.NULL);
      } while (Errno.EINTR.is(ready));
    }
    Runtime.getRuntime().halt(0);
  }
}
