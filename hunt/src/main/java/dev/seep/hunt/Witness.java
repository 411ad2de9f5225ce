package dev.seep.hunt;

import dev.seep.evidence.Birth;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.EndedLife;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Life;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Trail;
import dev.seep.tracing.TraceLook.ProcessTrace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings together what the looks at one process found and what the tracer saw of it.
///
/// A look and the tracer's account of the same moment are two readings: a number may have been
/// closed, or closed and opened again, between them. So a descriptor of a look belongs to the trail
/// of its number whose birth is no later than the look.
final class Witness {
  private static final int MOST_LIVES = 4_096;

  /// The kernel's tidying up after a process or a program: no closing that anybody wrote.
  private static final Set<String> BY_NOBODY = Set.of("exit", "execve");

  private long lookFromNanos;
  private long lookToNanos;
  private final ThreadNames names = new ThreadNames();
  private final Likeness likeness = new Likeness();
  private final List<Life> over = new ArrayList<>();
  private final List<Life> lives = new ArrayList<>();
  private final Random random = new Random(20_001);
  private Map<Integer, Trail> before = Map.of();
  private Map<Integer, Trail> now = Map.of();
  private Map<Integer, Trail> threads = Map.of();
  private final Map<OpenFileKey, Trail> survivors = new HashMap<>();
  private long livesSeen;

  /// Takes the tracer's account that followed a look.
  ///
  /// @param fromNanos, toNanos when the look began and ended
  void take(long fromNanos, long toNanos, ProcessTrace trace) {
    before = now;
    now = trace.live();
    threads = trace.threads();
    lookFromNanos = fromNanos;
    lookToNanos = toNanos;
    survivors.clear();
    for (Life life : trace.ended()) {
      if (life.trail().birth().isSeen() && !BY_NOBODY.contains(life.endedBy())) {
        over.add(life);
      }
    }
  }

  /// The lives that ended and were not told yet, but for those that the process's own end cut
  /// short. Asked after [#saw], as what the looks find says what these were.
  List<EndedLife> ended() {
    List<EndedLife> ended = new ArrayList<>(over.size());
    for (Life each : over) {
      Life life = likeness.alike(each);
      keep(life);
      ended.add(
          new EndedLife(
              population(life.trail().birth().population()),
              life.trail().birth().site(),
              Math.max(0, life.seconds()),
              life.weight()));
    }
    over.clear();
    return ended;
  }

  private Population population(Population told) {
    return told.kind().equals(Threads.KIND)
        ? Threads.population(told.place(), names)
        : Sightings.population(told);
  }

  /// The names of the threads that were looked at.
  ThreadNames names() {
    return names;
  }

  /// A fair sample of all (algorithm R of J. Vitter, "Random Sampling with a Reservoir", 1985).
  private void keep(Life life) {
    livesSeen++;
    if (lives.size() < MOST_LIVES) {
      lives.add(life);
      return;
    }
    long place = random.nextLong(livesSeen);
    if (place < MOST_LIVES) {
      lives.set((int) place, life);
    }
  }

  /// The trail of the descriptor that the last look saw under this number; null when there is none.
  @Nullable Trail trail(int descriptor) {
    Trail trail = now.get(descriptor);
    boolean tooYoung = trail == null || trail.birth().atNanos() > lookToNanos;
    return tooYoung ? before.get(descriptor) : trail;
  }

  /// The trail of a thread that was born while the tracer was there, and no later than the look;
  /// null of any other.
  @Nullable Trail thread(int tid, long atNanos) {
    Trail trail = threads.get(tid);
    return trail == null || trail.birth().atNanos() > atNanos ? null : trail;
  }

  /// One that a look found and no tracer knows.
  void saw(Sighting found) {
    likeness.learn(found, null);
  }

  /// One that a look found.
  void saw(Sighting found, Trail trail) {
    likeness.learn(found, trail);
    survivors.put(found.key(), Likeness.agreeing(trail, found.population()));
  }

  /// Descriptors that were seen to be born and are not among those that the last look found.
  int unmatched(Inventory last) {
    Set<Integer> found = new HashSet<>();
    last.descriptors().forEach(each -> found.add(each.number()));
    int missing = 0;
    for (Map.Entry<Integer, Trail> each : now.entrySet()) {
      Birth birth = each.getValue().birth();
      if (birth.isSeen() && birth.atNanos() < lookFromNanos && !found.contains(each.getKey())) {
        missing++;
      }
    }
    return missing;
  }

  /// All that was seen, as of the last look.
  Testimony testimony(Map<Integer, CallSite> sites, long nowNanos) {
    return new Testimony(sites, survivors, lives, nowNanos);
  }
}
