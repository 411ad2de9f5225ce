package dev.seep.observer;

import dev.seep.evidence.Census;
import dev.seep.evidence.Cost;
import dev.seep.evidence.DoctorReport;
import dev.seep.evidence.HeapUse;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.MappingUse;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.ThreadFacts;
import java.util.List;

/// What can be seen from outside of the processes of this machine.
public interface Eye extends AutoCloseable {

  /// Every process with its counts, limits and sockets by state, in one pass.
  Census census();

  /// Every process with its counts and limits and nothing of its sockets, kernel threads left out:
  /// what can be asked for every few seconds.
  default Census counts() {
    return census();
  }

  /// All processes that can be listed, without looking into any.
  List<ProcessFacts> processes();

  /// The process that has this number now.
  Reading<ProcessFacts> process(int pid);

  /// Everything one process holds; unseen when it is gone, is another one by now, or is not
  /// permitted.
  Reading<Inventory> inventory(ProcessIdentity process, Detail detail);

  /// The threads of a process.
  Reading<List<ThreadFacts>> threads(ProcessIdentity process);

  /// The memory of a process in figures that cost nothing; PSS and mappings are -1.
  default Reading<MemoryUse> memory(ProcessIdentity process) {
    return inventory(process, Detail.SAMPLE).map(Inventory::memory);
  }

  /// The mappings of a process, in figures. It costs what the target has: not for every look.
  Reading<MappingUse> mappings(ProcessIdentity process);

  /// What the runtime of a process tells of its heap; unseen where it tells nothing, and before
  /// [#mappings] was asked for this process.
  Reading<HeapUse> heap(ProcessIdentity process);

  /// Every limit that can stop a process.
  Reading<LimitReport> limits(ProcessIdentity process);

  /// What this very process has used so far.
  Cost cost();

  /// What can be seen here, what not, and why.
  DoctorReport doctor();

  @Override
  void close();
}
