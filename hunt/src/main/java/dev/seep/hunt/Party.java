package dev.seep.hunt;

import dev.seep.evidence.Inventory;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.observer.Detail;
import dev.seep.observer.Eye;
import dev.seep.tracing.TraceLook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All processes of one hunt: the target, and the children of it that the tracer names.
///
/// Bounded: at most [#MOST_CHILDREN] children are watched at a time; one that has ended makes room,
/// unless there is something to tell of it.
final class Party {
  static final int MOST_CHILDREN = 64;

  private final Eye eye;
  private final Timeline timeline;
  private final Watch target;
  private final Map<Integer, Watch> children = new LinkedHashMap<>();
  private int leftOut;

  Party(Eye eye, Timeline timeline, Watch target) {
    this.eye = eye;
    this.timeline = timeline;
    this.target = target;
  }

  /// Looks at every process once.
  ///
  /// @param tracer asked once, right after the looks
  /// @return false when the target, and all of its children, are gone
  boolean look(Supplier<@Nullable TraceLook> tracer) {
    List<Watch> seen = new ArrayList<>();
    boolean any = target.see();
    if (any) {
      seen.add(target);
    }
    for (Watch child : List.copyOf(children.values())) {
      if (child.see()) {
        seen.add(child);
        any = true;
      } else if (!child.isWorthTelling()) {
        children.remove(child.pid());
      }
    }
    TraceLook trace = tracer.get();
    seen.forEach(each -> each.judge(trace));
    if (trace != null) {
      admit(trace.processes().keySet(), trace);
    }
    return any;
  }

  private void admit(Set<Integer> pids, TraceLook trace) {
    for (int pid : pids) {
      if (pid == target.pid() || children.containsKey(pid)) {
        continue;
      }
      if (children.size() >= MOST_CHILDREN) {
        leftOut++;
        continue;
      }
      Watch child = watch(pid);
      if (child != null) {
        children.put(pid, child);
        child.judge(trace);
      }
    }
  }

  private @Nullable Watch watch(int pid) {
    if (!(eye.process(pid) instanceof Reading.Seen<ProcessFacts>(ProcessFacts facts))) {
      return null;
    }
    ProcessIdentity identity = facts.identity();
    long from = timeline.nanos();
    return eye.inventory(identity, Detail.SUMMARY)
            instanceof Reading.Seen<Inventory>(Inventory inventory)
        ? new Watch(eye, timeline, inventory, from, HuntRecorder.NONE)
        : null;
  }

  Watch target() {
    return target;
  }

  List<Watch> children() {
    return List.copyOf(children.values());
  }

  boolean leftSomeOut() {
    return leftOut > 0;
  }

  /// Nothing is undecided in any of them, and something is sure.
  boolean isSure() {
    return target.isSure() || children.values().stream().anyMatch(Watch::isSure);
  }
}
