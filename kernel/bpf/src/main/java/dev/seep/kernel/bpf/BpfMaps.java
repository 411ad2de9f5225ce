package dev.seep.kernel.bpf;

import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.BiConsumer;

/// The commands of bpf(2) on maps. Offsets are those of `union bpf_attr` in `linux/bpf.h`; results
/// are 0, or negated error numbers.
final class BpfMaps {
  private static final int LOOKUP = 1;
  private static final int DELETE = 3;
  private static final int LOOKUP_BATCH = 24;
  private static final int ATTRIBUTE_BYTES = 56;
  private static final int BATCH = 4096;

  private BpfMaps() {}

  /// Reads one value; of a map with a value for each processor, all of them.
  static int lookup(int map, MemorySegment key, MemorySegment value) {
    return keyed(LOOKUP, map, key, value.address());
  }

  static int delete(int map, MemorySegment key) {
    return keyed(DELETE, map, key, 0);
  }

  private static int keyed(int command, int map, MemorySegment key, long value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(32, 8);
      attributes.set(ValueLayout.JAVA_INT, 0, map);
      attributes.set(ValueLayout.JAVA_LONG, 8, key.address());
      attributes.set(ValueLayout.JAVA_LONG, 16, value);
      return Syscalls.bpf(command, attributes);
    }
  }

  /// Shows all that a hash map holds, some thousand to a call: what is there throughout is seen
  /// once, what comes or goes meanwhile may be seen or not.
  static int forEach(
      int map, int keyBytes, int valueBytes, BiConsumer<MemorySegment, MemorySegment> visitor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment keys = arena.allocate((long) BATCH * keyBytes, 8);
      MemorySegment values = arena.allocate((long) BATCH * valueBytes, 8);
      MemorySegment place = arena.allocate(8, 8);
      MemorySegment attributes = arena.allocate(ATTRIBUTE_BYTES, 8);
      attributes.set(ValueLayout.JAVA_LONG, 8, place.address());
      attributes.set(ValueLayout.JAVA_LONG, 16, keys.address());
      attributes.set(ValueLayout.JAVA_LONG, 24, values.address());
      attributes.set(ValueLayout.JAVA_INT, 36, map);
      while (true) {
        attributes.set(ValueLayout.JAVA_INT, 32, BATCH);
        int result = Syscalls.bpf(LOOKUP_BATCH, attributes);
        boolean last = Errno.ENOENT.is(result);
        if (result < 0 && !last) {
          return result;
        }
        int count = attributes.get(ValueLayout.JAVA_INT, 32);
        for (int i = 0; i < count; i++) {
          visitor.accept(
              keys.asSlice((long) i * keyBytes, keyBytes),
              values.asSlice((long) i * valueBytes, valueBytes));
        }
        if (last) {
          return 0;
        }
        attributes.set(ValueLayout.JAVA_LONG, 0, place.address());
      }
    }
  }
}
