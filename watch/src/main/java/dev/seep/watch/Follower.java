package dev.seep.watch;

import dev.seep.detector.watch.Change;
import dev.seep.detector.watch.Tier;
import dev.seep.detector.watch.WatchDetector;
import dev.seep.detector.watch.WatchRules;
import dev.seep.detector.watch.WatchVerdict;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.watch.Lineage;
import dev.seep.watch.Engine.Resources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the watch knows of one lineage: its counts, what its looks found, and what the detectors
/// say.
final class Follower {
  static final String THREADS = "threads";
  static final String MEMORY = "memory";

  /// A pool of workers of everyday size.
  private static final int THREADS_WORTH_FOLLOWING = 8;

  private static final long BYTES_WORTH_FOLLOWING = 16L << 20;

  final Lineage lineage;
  private final Capacity capacity;
  private final Resources resources;
  private ProcessRow row;
  private Counts counts;
  private ClassLedger ledger = new ClassLedger();
  private @Nullable WatchDetector descriptors;
  private @Nullable WatchDetector levels;
  private final Set<String> growing = new HashSet<>();
  private int levelClasses;
  private boolean present = true;
  private Map<String, Integer> told = Map.of();
  private double metAt;
  private double ageWhenMet;
  private int threadsAtFirst;
  private long anonymousAtFirst = -1;
  private long anonymousBytes = -1;
  private boolean threadsFollowed;
  private boolean memoryFollowed;

  /// When it was last looked at and what that cost; NaN before.
  double lookedAt = Double.NaN;

  double lookNanos;
  int openAtLook = -1;
  double memoryAt = Double.NaN;

  /// RSS when its memory was last read; -1 before.
  long residentAtMemory = -1;

  double movedAt;

  /// Hunts: when the last one ended, how long to wait after it, and what it said.
  double huntedAt = Double.NEGATIVE_INFINITY;

  double huntPauseSeconds;

  Follower(Lineage lineage, ProcessRow row, Moment now, Capacity capacity, Resources resources) {
    this.resources = resources;
    this.lineage = lineage;
    this.row = row;
    this.capacity = capacity;
    this.counts = new Counts(now.seconds());
    this.threadsAtFirst = row.process().threads();
    this.movedAt = now.seconds();
    met(now);
  }

  /// The wall clock is asked once: it may be set a year back later on.
  private void met(Moment now) {
    metAt = now.seconds();
    ageWhenMet =
        Math.max(0, (now.wall().toEpochMilli() - row.process().startedAt().toEpochMilli()) / 1e3);
  }

  /// For how long its process has been running.
  double ageSeconds(Moment now) {
    return ageWhenMet + now.seconds() - metAt;
  }

  ProcessRow row() {
    return row;
  }

  ProcessFacts process() {
    return row.process();
  }

  Counts counts() {
    return counts;
  }

  ClassLedger ledger() {
    return ledger;
  }

  long anonymousBytes() {
    return anonymousBytes;
  }

  /// Soft limit on descriptors, -1 when not known or none.
  long limit() {
    long soft = row.limits().soft();
    return soft == DescriptorLimits.UNLIMITED ? -1 : soft;
  }

  /// Takes a tick's counts.
  void counted(ProcessRow now, Moment at) {
    if (now.open() != row.open()) {
      movedAt = at.seconds();
    }
    row = now;
    if (now.open() >= 0) {
      counts.add(at.seconds(), now.open());
    }
    threads(at);
  }

  private void threads(Moment at) {
    int threads = row.process().threads();
    threadsAtFirst = Math.min(threadsAtFirst, threads);
    if (!threadsFollowed
        && resources.threads()
        && threads - threadsAtFirst >= THREADS_WORTH_FOLLOWING
        && capacity.takeOne()) {
      threadsFollowed = true;
      levelClasses++;
    }
    if (threadsFollowed) {
      levels().level(at.seconds(), THREADS, Tier.CLIENT, threads);
    }
  }

  /// Takes a look's figures of memory.
  void remembered(MemoryUse memory, Moment at) {
    memoryAt = at.seconds();
    if (memory.anonymousBytes() < 0) {
      return;
    }
    anonymousBytes = memory.anonymousBytes() + Math.max(0, memory.swapBytes());
    anonymousAtFirst =
        anonymousAtFirst < 0 ? anonymousBytes : Math.min(anonymousAtFirst, anonymousBytes);
    long worth = Math.max(BYTES_WORTH_FOLLOWING, anonymousAtFirst / 10);
    if (!memoryFollowed
        && resources.memory()
        && anonymousBytes - anonymousAtFirst >= worth
        && capacity.takeOne()) {
      memoryFollowed = true;
      levelClasses++;
    }
    if (memoryFollowed) {
      levels().level(at.seconds(), MEMORY, Tier.MEMORY, (double) anonymousBytes);
    }
  }

  /// Takes a look at its descriptors.
  void looked(List<Sighting> sightings, int open, Moment at, double nanos) {
    lookedAt = at.seconds();
    lookNanos = nanos;
    openAtLook = open;
    ledger.take(at.seconds(), sightings, descriptors(), capacity);
  }

  /// Another process continues it.
  void restarted(ProcessRow now, Moment at) {
    String executable = now.process().name();
    if (descriptors != null) {
      descriptors.restarted(at.seconds(), executable);
    }
    if (levels != null) {
      levels.restarted(at.seconds(), executable);
    }
    capacity.giveBack(classes());
    ledger = new ClassLedger();
    levelClasses = 0;
    told = Map.of();
    growing.clear();
    residentAtMemory = -1;
    threadsFollowed = false;
    memoryFollowed = false;
    row = now;
    counts = new Counts(at.seconds());
    threadsAtFirst = now.process().threads();
    anonymousAtFirst = -1;
    anonymousBytes = -1;
    lookedAt = Double.NaN;
    memoryAt = Double.NaN;
    openAtLook = -1;
    movedAt = at.seconds();
    met(at);
    huntedAt = Double.NEGATIVE_INFINITY;
    huntPauseSeconds = 0;
  }

  /// Classes that the detectors follow.
  int classes() {
    return ledger.followed() + levelClasses;
  }

  private WatchDetector descriptors() {
    WatchDetector made = descriptors;
    if (made == null) {
      long limit = limit();
      made =
          new WatchDetector(
              WatchRules.standard(), limit > 0 ? OptionalLong.of(limit) : OptionalLong.empty());
      descriptors = made;
    }
    return made;
  }

  private WatchDetector levels() {
    WatchDetector made = levels;
    if (made == null) {
      made = new WatchDetector(WatchRules.standard(), OptionalLong.empty());
      levels = made;
    }
    return made;
  }

  /// Lets the detectors know that time has passed, and takes what they have to say.
  List<Change> changes(Moment now) {
    List<Change> changes = new ArrayList<>();
    take(descriptors, now, changes);
    take(levels, now, changes);
    for (Change change : changes) {
      if (change.verdict() == WatchVerdict.HEALTHY) {
        growing.remove(change.group());
      } else {
        growing.add(change.group());
      }
    }
    return changes;
  }

  private static void take(@Nullable WatchDetector detector, Moment now, List<Change> into) {
    if (detector != null) {
      detector.advance(now.seconds());
      if (detector.hasChanges()) {
        into.addAll(detector.takeChanges());
      }
    }
  }

  /// Whether any class is more than healthy.
  boolean isGrowing() {
    return !growing.isEmpty();
  }

  Map<String, Integer> classCounts() {
    told = ledger.counts();
    return told;
  }

  /// The classes as they were last told.
  Map<String, Integer> toldClasses() {
    return told;
  }

  /// Whether its process was there at the last tick.
  boolean isPresent() {
    return present;
  }

  void setPresent(boolean isThere) {
    present = isThere;
  }
}
