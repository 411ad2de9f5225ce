package dev.seep.diagnosis;

import dev.seep.evidence.Life;
import dev.seep.evidence.Testimony;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A tracer's testimony, sorted by where descriptors were opened.
final class Traces {
  private final Testimony testimony;
  private final Map<Integer, List<Life>> closed = new HashMap<>();

  Traces(Testimony testimony) {
    this.testimony = testimony;
    for (Life life : testimony.lives()) {
      if (isClose(life)) {
        closed.computeIfAbsent(life.trail().birth().site(), _ -> new ArrayList<>()).add(life);
      }
    }
  }

  Testimony testimony() {
    return testimony;
  }

  boolean isEmpty() {
    return testimony.nowNanos() == 0;
  }

  /// Descriptors that were opened at one of these places and closed again.
  List<Life> closedFrom(Set<Integer> sites) {
    List<Life> lives = new ArrayList<>();
    for (int site : sites) {
      lives.addAll(closed.getOrDefault(site, List.of()));
    }
    return lives;
  }

  /// What ends with its process was not closed by anyone.
  private static boolean isClose(Life life) {
    return !life.endedBy().equals("exit") && !life.endedBy().equals("execve");
  }
}
