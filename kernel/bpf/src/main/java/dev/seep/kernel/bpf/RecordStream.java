package dev.seep.kernel.bpf;

import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Reads an iterator to its end, through one buffer that is kept.
///
/// One read(2) returns at most what the kernel gathers at a time, 8 pages
/// (`kernel/bpf/bpf_iter.c`), which is whole records as long as the buffer is no smaller. With
/// pages of 64 KB it is: so what is left of a record is kept for the next round.
final class RecordStream {
  private static final int BUFFER_BYTES = 256 * 1024;

  /// Takes the records that are complete.
  interface Consumer {
    /// @return how many of the first `length` bytes were taken
    long consume(MemorySegment buffer, long length);
  }

  private final MemorySegment buffer = Arena.ofAuto().allocate(BUFFER_BYTES, 8);

  MemorySegment buffer() {
    return buffer;
  }

  /// @return 0, or a negated error number
  int readAll(int iterator, Consumer consumer) {
    long kept = 0;
    while (true) {
      long read = Syscalls.read(iterator, buffer.asSlice(kept));
      if (Errno.EINTR.is(read) || Errno.EAGAIN.is(read)) {
        continue;
      }
      if (read <= 0) {
        return (int) read;
      }
      long filled = kept + read;
      long taken = consumer.consume(buffer, filled);
      kept = filled - taken;
      MemorySegment.copy(buffer, taken, buffer, 0, kept);
    }
  }
}
