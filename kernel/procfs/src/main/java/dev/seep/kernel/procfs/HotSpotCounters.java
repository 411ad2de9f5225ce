package dev.seep.kernel.procfs;

import dev.seep.evidence.HeapUse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The counters that a JVM publishes in a file that it maps (`PerfDataPrologue` and `PerfDataEntry`
/// of HotSpot's `perfMemory.hpp`; what jstat(1) reads). The file belongs to the target: nothing in
/// it is believed.
final class HotSpotCounters {
  /// `PerfDataMemorySize` is 32 KB when nobody asks for more.
  static final int MOST_BYTES = 1 << 20;

  private static final int MAGIC = 0xcafec0c0;
  private static final int PROLOGUE_BYTES = 32;
  private static final int ENTRY_BYTES = 20;
  private static final int MOST_ENTRIES = 4_096;
  private static final int MOST_COLLECTORS = 4;
  private static final int MOST_SPACES = 4;

  /// Its young collections alone fill its old generation (but for an object larger than the whole
  /// young one), so that what is committed to that and was never used is not resident. The parallel
  /// collector and G1 put large objects there directly.
  private static final String SERIAL = "Copy:MSC";

  private static final String POLICY = "sun.gc.policy.name";

  private String policy = "";

  private final Map<String, Long> numbers = new HashMap<>();

  private HotSpotCounters() {}

  /// @return empty when it is no such file, is not written out yet, or names no generations
  static Optional<HeapUse> parse(byte[] bytes, int length) {
    if (length < PROLOGUE_BYTES) {
      return Optional.empty();
    }
    ByteBuffer file = ByteBuffer.wrap(bytes, 0, length).slice();
    boolean little = file.get(4) != 0;
    boolean accessible = file.get(7) != 0;
    if (file.getInt(0) != MAGIC || !accessible) {
      return Optional.empty();
    }
    file.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    HotSpotCounters counters = new HotSpotCounters();
    counters.read(file);
    return counters.heap();
  }

  private void read(ByteBuffer file) {
    long at = Integer.toUnsignedLong(file.getInt(24));
    int entries = Math.min(MOST_ENTRIES, file.getInt(28));
    for (int i = 0; i < entries && at + ENTRY_BYTES <= file.limit(); i++) {
      int entry = (int) at;
      long size = Integer.toUnsignedLong(file.getInt(entry));
      if (size < ENTRY_BYTES || entry + size > file.limit()) {
        return;
      }
      take(file, entry, (int) size);
      at += size;
    }
  }

  /// Single longs (`J` of the Java type letters) and one text (`B`) are of use.
  private void take(ByteBuffer file, int entry, int size) {
    long name = Integer.toUnsignedLong(file.getInt(entry + 4));
    long data = Integer.toUnsignedLong(file.getInt(entry + 16));
    if (data + Long.BYTES > size || name >= size) {
      return;
    }
    int elements = file.getInt(entry + 8);
    char type = (char) file.get(entry + 12);
    int value = entry + (int) data;
    String key = text(file, entry + (int) name, entry + size);
    if (type == 'B' && key.equals(POLICY)) {
      policy = text(file, value, entry + size);
    } else if (type == 'J' && elements == 0 && isOfCollection(key)) {
      numbers.put(key, file.getLong(value));
    }
  }

  private static boolean isOfCollection(String key) {
    return key.startsWith("sun.gc.generation.") || key.startsWith("sun.gc.collector.");
  }

  /// Up to the null byte.
  private static String text(ByteBuffer file, int from, int end) {
    int to = from;
    while (to < end && file.get(to) != 0) {
      to++;
    }
    byte[] letters = new byte[to - from];
    file.get(from, letters);
    return new String(letters, StandardCharsets.ISO_8859_1);
  }

  private Optional<HeapUse> heap() {
    long young = used(0);
    long old = used(1);
    long oldLimit = generation(1, "maxCapacity");
    if (young < 0 || old < 0 || oldLimit < 0) {
      return Optional.empty();
    }
    long full = 0;
    for (int i = 1; i < MOST_COLLECTORS; i++) {
      full += Math.max(0, number("sun.gc.collector." + i + ".invocations"));
    }
    return Optional.of(
        new HeapUse(
            old,
            oldLimit,
            young + old,
            Math.max(0, generation(0, "capacity")) + mostOfOld(old),
            Math.max(0, number("sun.gc.collector.0.invocations")),
            full));
  }

  private long mostOfOld(long used) {
    return policy.equals(SERIAL) ? used : Math.max(used, generation(1, "capacity"));
  }

  private long used(int generation) {
    long sum = -1;
    for (int i = 0; i < MOST_SPACES; i++) {
      long used = generation(generation, "space." + i + ".used");
      if (used >= 0) {
        sum = Math.max(0, sum) + used;
      }
    }
    return sum;
  }

  private long generation(int generation, String what) {
    return number("sun.gc.generation." + generation + "." + what);
  }

  private long number(String name) {
    return numbers.getOrDefault(name, -1L);
  }
}
