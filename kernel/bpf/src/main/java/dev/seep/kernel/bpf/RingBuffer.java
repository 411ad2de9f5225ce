package dev.seep.kernel.bpf;

import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

/// The reading end of a ring buffer between the kernel and this process
/// (`Documentation/bpf/ringbuf.rst`): the kernel writes and never waits, so what is not taken in
/// time is dropped there, and counted.
///
/// Three mappings in one file: a page with the position of the reader, a page with that of the
/// writer, and the data, twice in a row, so that no record is ever in two parts.
final class RingBuffer implements AutoCloseable {
  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;
  private static final int HEADER_BYTES = 8;
  private static final VarHandle POSITION = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle HEADER = ValueLayout.JAVA_INT.varHandle();

  private final long page;
  private final long size;
  private final MemorySegment reader;
  private final MemorySegment writer;

  private RingBuffer(long page, long size, long reader, long writer) {
    this.page = page;
    this.size = size;
    this.reader = MemorySegment.ofAddress(reader).reinterpret(page);
    this.writer = MemorySegment.ofAddress(writer).reinterpret(page + 2 * size);
  }

  /// @param into is given the ring
  /// @return 0, or the negated error number
  static long open(int map, long size, Consumer<RingBuffer> into) {
    long page = PageSize.BYTES;
    long reader = Syscalls.mmap(map, page, Syscalls.PROT_READ | Syscalls.PROT_WRITE, 0);
    if (isError(reader)) {
      return reader;
    }
    long writer = Syscalls.mmap(map, page + 2 * size, Syscalls.PROT_READ, page);
    if (isError(writer)) {
      Syscalls.munmap(reader, page);
      return writer;
    }
    into.accept(new RingBuffer(page, size, reader, writer));
    return 0;
  }

  /// Up to where the kernel has reserved room for records.
  long written() {
    return (long) POSITION.getAcquire(writer, 0L);
  }

  /// Takes the records that begin before a position. A record is valid while it is being consumed.
  ///
  /// It stops early at one that is being written just now.
  void take(long until, Consumer<MemorySegment> consumer) {
    long at = (long) POSITION.getAcquire(reader, 0L);
    while (at < until) {
      long offset = page + (at & (size - 1));
      int header = (int) HEADER.getAcquire(writer, offset);
      if ((header & BUSY) != 0) {
        return;
      }
      int length = header & ~(BUSY | DISCARDED);
      try {
        if ((header & DISCARDED) == 0) {
          consumer.accept(writer.asSlice(offset + HEADER_BYTES, length));
        }
      } finally {
        at += (length + HEADER_BYTES + 7) & ~7L;
        POSITION.setRelease(reader, 0L, at);
      }
    }
  }

  @Override
  public void close() {
    Syscalls.munmap(reader.address(), page);
    Syscalls.munmap(writer.address(), page + 2 * size);
  }

  /// Addresses may be negative as Java has no unsigned ones; errors are the last page.
  private static boolean isError(long result) {
    return result < 0 && result >= -4095;
  }
}
