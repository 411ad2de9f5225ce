package dev.seep.observer;

import dev.seep.evidence.HeapUse;
import dev.seep.evidence.MappingUse;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.kernel.procfs.MemoryMap;
import dev.seep.kernel.procfs.ProcFs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Mappings, and the heaps that they lead to.
final class MemoryReader {
  /// A hunt follows no more processes than that.
  private static final int MOST = 256;

  private final ProcFs procfs;

  private final Map<ProcessIdentity, MemoryMap> latest =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ProcessIdentity, MemoryMap> eldest) {
          return size() > MOST;
        }
      };

  MemoryReader(ProcFs procfs) {
    this.procfs = procfs;
  }

  Reading<MappingUse> mappings(ProcessIdentity process) {
    Reading<MemoryMap> map = still(process, () -> procfs.memoryMap(process.pid()));
    if (map instanceof Reading.Seen<MemoryMap> seen) {
      latest.put(process, seen.value());
    }
    return map.map(MemoryMap::use);
  }

  Reading<HeapUse> heap(ProcessIdentity process) {
    MemoryMap map = latest.get(process);
    return map == null
        ? Reading.unseen("the heap", "the mappings of the process were not read", "")
        : still(process, () -> procfs.heap(process.pid(), map));
  }

  /// A number that was given to another process meanwhile tells nothing of this one.
  private <T> Reading<T> still(ProcessIdentity process, Supplier<Reading<T>> reading) {
    Reading<T> told = reading.get();
    return procfs.isAlive(process) ? told : Vanished.unseen(process, true);
  }
}
