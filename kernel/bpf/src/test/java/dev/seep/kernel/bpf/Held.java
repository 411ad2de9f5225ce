package dev.seep.kernel.bpf;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a tracer says that one process holds, by number.
record Held(Map<Integer, LiveRecord> records) {

  static Held by(DescriptorTracer tracer, int process) {
    return new Held(
        tracer.live().stream()
            .filter(record -> record.process() == process && !record.isThread())
            .collect(Collectors.toMap(LiveRecord::number, Function.identity())));
  }

  LiveRecord at(int descriptor) {
    LiveRecord record = records.get(descriptor);
    if (record == null) {
      throw new AssertionError("the tracer knows nothing of " + descriptor + ": " + records);
    }
    return record;
  }

  Set<Integer> numbers() {
    return records.keySet();
  }

  /// Those whose birth was seen.
  Set<Integer> born() {
    return records.values().stream()
        .filter(record -> record.birth().isSeen())
        .map(LiveRecord::number)
        .collect(Collectors.toSet());
  }
}
