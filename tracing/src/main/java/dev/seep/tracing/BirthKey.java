package dev.seep.tracing;

import dev.seep.kernel.bpf.LifeRecord;
import dev.seep.kernel.bpf.LiveRecord;
import dev.seep.kernel.bpf.StackRecord;

/// What tells one descriptor, or one thread, of a traced process from all others, for ever.
///
/// @param atNanos its birth, on CLOCK_MONOTONIC
record BirthKey(int process, boolean isThread, int number, long atNanos) {
  static BirthKey of(LiveRecord record) {
    return new BirthKey(
        record.process(), record.isThread(), record.number(), record.birth().atNanos());
  }

  static BirthKey of(LifeRecord record) {
    return new BirthKey(
        record.process(), record.isThread(), record.number(), record.birth().atNanos());
  }

  static BirthKey of(StackRecord record) {
    return new BirthKey(record.process(), record.isThread(), record.number(), record.bornAtNanos());
  }
}
