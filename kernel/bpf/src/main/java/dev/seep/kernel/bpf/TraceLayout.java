package dev.seep.kernel.bpf;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.KernelText;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Reads what the tracer wrote. The offsets are those of `src/main/bpf/tracer_records.h`.
final class TraceLayout {
  static final int KEY_BYTES = 8;
  static final int ENTRY_BYTES = 192;
  static final int TARGET_BYTES = 24;
  static final int REFUSAL_KEY_BYTES = 12;
  static final int REFUSAL_BYTES = 16;

  /// The table that threads are in.
  private static final int THREADS = -1;

  private static final int LIFE = 1;
  private static final int FORK = 2;
  private static final int EXEC = 3;
  private static final int THREAD = 5;
  private static final int ENTRY_IN_LIFE = 24;
  private static final int REGISTERS = 40;
  private static final int FRAMES = 312;
  private static final int STACK = 824;

  private static final int WAY_COPY = 2;
  private static final int WAY_RECEIVED = 3;
  private static final int WAY_INHERITED = 4;

  private static final int ARGUMENTS = 72;
  private static final int SOCKET = 1;
  private static final int ACCEPTED = 2;
  private static final int PATH = 3;
  private static final int PATH_ROOM = 116;
  private static final int PEER = ARGUMENTS + 16;
  private static final int LOCAL = PEER + 52;

  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private final CallTable calls;

  TraceLayout(CallTable calls) {
    this.calls = calls;
  }

  LiveRecord live(MemorySegment key, MemorySegment entry) {
    return new LiveRecord(
        intAt(entry, 12),
        intAt(key, 0) == THREADS,
        intAt(key, 4),
        birth(entry),
        lastUse(entry),
        longAt(entry, 48),
        longAt(entry, 56),
        longAt(entry, 64));
  }

  RefusalRecord refusal(MemorySegment key, MemorySegment refusal) {
    return new RefusalRecord(
        intAt(key, 0),
        calls.name(intAt(key, 4)),
        intAt(key, 8),
        longAt(refusal, 0),
        longAt(refusal, 8));
  }

  /// Shows one record of the ring of lives.
  void show(MemorySegment record, TraceVisitor visitor) {
    switch (intAt(record, 0)) {
      case LIFE, THREAD -> visitor.life(life(record));
      case FORK -> visitor.process(event(ProcessEvent.Kind.FORK, record));
      case EXEC -> visitor.process(event(ProcessEvent.Kind.EXEC, record));
      default -> visitor.process(event(ProcessEvent.Kind.EXIT, record));
    }
  }

  private static ProcessEvent event(ProcessEvent.Kind kind, MemorySegment record) {
    return new ProcessEvent(kind, intAt(record, 4), intAt(record, 16), longAt(record, 8));
  }

  private LifeRecord life(MemorySegment record) {
    MemorySegment entry = record.asSlice(ENTRY_IN_LIFE);
    return new LifeRecord(
        intAt(entry, 12),
        intAt(record, 0) == THREAD,
        intAt(record, 4),
        birth(entry),
        lastUse(entry),
        longAt(entry, 48),
        longAt(entry, 56),
        longAt(entry, 64),
        longAt(record, 8),
        calls.name(intAt(record, 20)),
        intAt(record, 16));
  }

  StackRecord stack(MemorySegment record) {
    byte[] registers = bytes(record, REGISTERS, intAt(record, 24));
    byte[] stack = bytes(record, STACK, intAt(record, 32));
    long[] frames = new long[intAt(record, 28) / Long.BYTES];
    MemorySegment.copy(record, ValueLayout.JAVA_LONG_UNALIGNED, FRAMES, frames, 0, frames.length);
    return new StackRecord(
        intAt(record, 0),
        intAt(record, 4),
        intAt(record, 36) != 0,
        intAt(record, 8),
        longAt(record, 16),
        calls.name(intAt(record, 12)),
        registers,
        stack,
        frames);
  }

  private BirthRecord birth(MemorySegment entry) {
    long at = longAt(entry, 0);
    String call = at == 0 ? "" : calls.name(shortAt(entry, 16));
    return new BirthRecord(call, at, intAt(entry, 8), arguments(entry));
  }

  private @Nullable UseRecord lastUse(MemorySegment entry) {
    long at = longAt(entry, 24);
    return at == 0
        ? null
        : new UseRecord(calls.name(intAt(entry, 44)), longAt(entry, 32), at, intAt(entry, 40));
  }

  private static BirthArguments arguments(MemorySegment entry) {
    BirthArguments told =
        switch (byteAt(entry, 19)) {
          case SOCKET -> socket(entry);
          case ACCEPTED -> new BirthArguments.Accepted(intAt(entry, 80), socket(entry));
          case PATH ->
              new BirthArguments.PathArguments(
                  text(entry, ARGUMENTS + 4, PATH_ROOM), intAt(entry, ARGUMENTS));
          default -> new BirthArguments.None();
        };
    return switch (byteAt(entry, 18)) {
      case WAY_COPY -> new BirthArguments.CopyOf(intAt(entry, 20), told);
      case WAY_RECEIVED -> new BirthArguments.Received();
      case WAY_INHERITED -> new BirthArguments.Inherited(told);
      default -> told;
    };
  }

  private static BirthArguments.SocketArguments socket(MemorySegment entry) {
    int peer = byteAt(entry, ARGUMENTS + 6);
    int local = byteAt(entry, ARGUMENTS + 7);
    return new BirthArguments.SocketArguments(
        shortAt(entry, ARGUMENTS),
        shortAt(entry, ARGUMENTS + 2),
        shortAt(entry, ARGUMENTS + 4),
        endpoint(entry, PEER, peer),
        unixPath(entry, PEER, peer),
        endpoint(entry, LOCAL, local),
        unixPath(entry, LOCAL, local));
  }

  /// Of a `struct sockaddr_in` or `sockaddr_in6` (ip(7), ipv6(7)).
  private static @Nullable Endpoint endpoint(MemorySegment entry, int at, int length) {
    int family = length < 2 ? 0 : shortAt(entry, at);
    if (family == AF_INET && length >= 8) {
      return endpoint(bytes(entry, at + 4, 4), portAt(entry, at + 2));
    }
    if (family == AF_INET6 && length >= 24) {
      return endpoint(bytes(entry, at + 8, 16), portAt(entry, at + 2));
    }
    return null;
  }

  private static Endpoint endpoint(byte[] address, int port) {
    return new Endpoint(Addresses.isAny(address) ? "" : Addresses.text(address), port);
  }

  /// Of a `struct sockaddr_un` (unix(7)).
  private static String unixPath(MemorySegment entry, int at, int length) {
    if (length <= 2 || shortAt(entry, at) != AF_UNIX) {
      return "";
    }
    if (byteAt(entry, at + 2) == 0) {
      return "@" + KernelText.decode(bytes(entry, at + 3, length - 3));
    }
    return text(entry, at + 2, length - 2);
  }

  /// Up to the first null.
  private static String text(MemorySegment segment, int at, int room) {
    byte[] bytes = bytes(segment, at, room);
    int end = 0;
    while (end < room && bytes[end] != 0) {
      end++;
    }
    return KernelText.decode(bytes, 0, end);
  }

  private static byte[] bytes(MemorySegment segment, int at, int length) {
    return segment.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
  }

  /// In network order.
  private static int portAt(MemorySegment segment, int at) {
    return byteAt(segment, at) << 8 | byteAt(segment, at + 1);
  }

  private static int byteAt(MemorySegment segment, int at) {
    return Byte.toUnsignedInt(segment.get(ValueLayout.JAVA_BYTE, at));
  }

  private static int shortAt(MemorySegment segment, int at) {
    return Short.toUnsignedInt(segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
  }

  static int intAt(MemorySegment segment, int at) {
    return segment.get(ValueLayout.JAVA_INT_UNALIGNED, at);
  }

  static long longAt(MemorySegment segment, int at) {
    return segment.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
  }
}
