package dev.seep.diagnosis;

import dev.seep.evidence.Life;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A tracer's testimony, sorted by where descriptors were opened.
final class Traces {
  private final Testimony testimony;
  private final Map<Integer, List<Life>> closed = new HashMap<>();
  private @Nullable Events events;

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

  /// How many of the last uses that were seen failed with this error: a lower bound of the calls
  /// that did.
  long failures(int errno) {
    return Stream.concat(
            testimony.survivors().values().stream(), testimony.lives().stream().map(Life::trail))
        .filter(trail -> {
          Use use = trail.lastUse();
          return use != null && Results.failedWith(use, errno);
        })
        .count();
  }

  /// Sorted only when somebody asks.
  Events events() {
    if (events == null) {
      events = new Events(testimony);
    }
    return events;
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
