package dev.seep.tracing;

import dev.seep.evidence.Exhaustion;
import dev.seep.kernel.bpf.RefusalRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the kernel refused to each process, as evidence.
final class Refusals {
  private Refusals() {}

  /// By process, each with the most frequent first.
  static Map<Integer, List<Exhaustion>> of(List<RefusalRecord> records, long nowNanos) {
    Map<Integer, List<Exhaustion>> all = new HashMap<>();
    for (RefusalRecord each : records) {
      double ago = Math.max(0, nowNanos - each.lastAtNanos()) / 1e9;
      all.computeIfAbsent(each.process(), _ -> new ArrayList<>())
          .add(new Exhaustion(each.call(), each.error(), each.count(), ago));
    }
    all.values().forEach(list -> list.sort(Comparator.comparingLong(Exhaustion::count).reversed()));
    return all;
  }
}
