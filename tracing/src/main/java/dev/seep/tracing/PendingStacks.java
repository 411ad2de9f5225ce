package dev.seep.tracing;

import dev.seep.kernel.bpf.StackRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Stacks of descriptors that are open and young: most of them are closed soon, and their stacks
/// are never looked up. Bounded: the oldest give way.
final class PendingStacks {
  static final int MOST = 2_000;

  private final Map<BirthKey, StackRecord> byBirth = new LinkedHashMap<>();

  void add(StackRecord stack) {
    byBirth.put(BirthKey.of(stack), stack);
    if (byBirth.size() > MOST) {
      byBirth.remove(byBirth.keySet().iterator().next());
    }
  }

  @Nullable StackRecord take(BirthKey key) {
    return byBirth.remove(key);
  }

  /// All that wait of one process, the oldest first.
  List<BirthKey> of(int process) {
    return byBirth.keySet().stream().filter(key -> key.process() == process).toList();
  }

  /// Drops the stacks of what is closed by now, though no end of it was recorded.
  void retain(Set<BirthKey> live, long bornBeforeNanos) {
    byBirth.keySet().removeIf(key -> key.atNanos() < bornBeforeNanos && !live.contains(key));
  }
}
