package dev.seep.kernel.bpf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What the programs look up before they act: `struct tracer_settings` of
/// `src/main/bpf/tracer_records.h`, written whole whenever a part of it changes.
final class TracerSettings {
  private static final int BYTES = 96;

  private final int map;
  private final MemorySegment value = Arena.ofAuto().allocate(BYTES, 8);

  TracerSettings(int map, TracerOptions options) {
    this.map = map;
    value.set(ValueLayout.JAVA_LONG, 0, options.livesPerSecond());
    value.set(ValueLayout.JAVA_LONG, 8, options.stacksPerSecond());
    value.set(ValueLayout.JAVA_INT, 88, options.children() ? 1 : 0);
  }

  int stackBudget(int perSecond) {
    value.set(ValueLayout.JAVA_LONG, 8, perSecond);
    return write();
  }

  int suspects(long[] calls, int perSecond) {
    value.set(ValueLayout.JAVA_LONG, 16, perSecond);
    MemorySegment.copy(calls, 0, value, ValueLayout.JAVA_LONG, 24, calls.length);
    return write();
  }

  int want(int pid) {
    value.set(ValueLayout.JAVA_INT, 92, pid);
    return write();
  }

  private int write() {
    return BpfCalls.updateFirst(map, value);
  }
}
