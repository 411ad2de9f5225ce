package dev.seep.kernel.bpf;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.OpenFlags;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads `struct inventory_record` and `struct socket_part` of `src/main/bpf/records.h`.
final class InventoryLayout {
  static final int HEADER_BYTES = 80;

  private static final int MARK_SOCKET = 1;
  private static final int MARK_UNLINKED = 2;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final byte[] DELETED = " (deleted)".getBytes(StandardCharsets.US_ASCII);

  private final MemorySegment buffer;

  InventoryLayout(MemorySegment buffer) {
    this.buffer = buffer;
  }

  /// Bytes of the record that starts at `at`, what follows its header included.
  int length(long at) {
    return intAt(at);
  }

  DescriptorRecord decode(long at) {
    int marks = intAt(at + 72);
    boolean unlinked = (marks & MARK_UNLINKED) != 0;
    boolean isSocket = (marks & MARK_SOCKET) != 0;
    return new DescriptorRecord(
        intAt(at + 76),
        intAt(at + 4),
        longAt(at + 8),
        longAt(at + 16),
        unsigned(at + 48),
        unsigned(at + 52),
        intAt(at + 56),
        intAt(at + 60),
        longAt(at + 24),
        new OpenFlags(intAt(at + 64)),
        longAt(at + 32),
        longAt(at + 40),
        isSocket ? "" : path(at + HEADER_BYTES, intAt(at + 68), unlinked),
        unlinked && !isSocket,
        isSocket ? socket(at + HEADER_BYTES) : null);
  }

  private String path(long at, int length, boolean unlinked) {
    if (length <= 0) {
      return "";
    }
    byte[] bytes = bytesAt(at, length);
    int end = unlinked && endsWithDeleted(bytes) ? length - DELETED.length : length;
    return KernelText.decode(bytes, 0, end);
  }

  private static boolean endsWithDeleted(byte[] bytes) {
    int from = bytes.length - DELETED.length;
    return from >= 0 && Arrays.equals(bytes, from, bytes.length, DELETED, 0, DELETED.length);
  }

  private SocketFacts socket(long at) {
    int family = shortAt(at + 36);
    int shutdown = shortAt(at + 34);
    return new SocketFacts(
        family,
        shortAt(at + 38),
        shortAt(at + 40),
        byteAt(at + 46),
        byteAt(at + 47),
        shortAt(at + 32),
        (shutdown & 1) != 0,
        (shutdown & 2) != 0,
        (shutdown & (1 << 8)) != 0,
        endpoint(family, at + 48, shortAt(at + 42)),
        endpoint(family, at + 64, shortAt(at + 44)),
        intAt(at + 16),
        intAt(at + 20),
        unsigned(at + 24),
        unsigned(at + 28),
        longAt(at),
        longAt(at + 8));
  }

  private @Nullable Endpoint endpoint(int family, long at, int port) {
    if (family != AF_INET && family != AF_INET6) {
      return null;
    }
    byte[] address = bytesAt(at, family == AF_INET ? 4 : 16);
    boolean any = Addresses.isAny(address);
    return any && port == 0 ? null : new Endpoint(any ? "" : Addresses.text(address), port);
  }

  private byte[] bytesAt(long at, int length) {
    byte[] bytes = new byte[length];
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, at, bytes, 0, length);
    return bytes;
  }

  private int byteAt(long at) {
    return Byte.toUnsignedInt(buffer.get(ValueLayout.JAVA_BYTE, at));
  }

  private int shortAt(long at) {
    return Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
  }

  private int intAt(long at) {
    return buffer.get(ValueLayout.JAVA_INT_UNALIGNED, at);
  }

  private long unsigned(long at) {
    return Integer.toUnsignedLong(intAt(at));
  }

  private long longAt(long at) {
    return buffer.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
  }
}
