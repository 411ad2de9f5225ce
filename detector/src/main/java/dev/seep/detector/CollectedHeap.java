package dev.seep.detector;

import dev.seep.evidence.HeapUse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The heap of a JVM as it tells of it. What is used after a collection of the old generation is
/// what is kept; before the first one nobody outside can tell garbage from what is kept, as objects
/// that outlived a few young collections lie in the old generation, dead or alive.
final class CollectedHeap {
  /// Steps of one collection (G1 counts two) come so close together.
  private static final double SAME_COLLECTION_SECONDS = 5;

  private static final int MOST_MARKS = 256;
  private static final double SHORTEST_SPAN_SECONDS = 60;

  /// Of what the old generation had gained, so much must have stayed when a single collection
  /// decides.
  private static final double STAYED = 0.7;

  /// `G1HeapWastePercent`: G1 lets so much garbage lie.
  private static final double LEAST_SHARE_OF_HEAP = 0.05;

  /// A collection of the old generation.
  ///
  /// @param before what was used there in the look before it
  /// @param after the least that was used from then on, until the next
  private record Mark(double at, long before, long after) {}

  /// What is kept grew.
  ///
  /// @param from, to bytes
  /// @param seconds between the two
  record Growth(long from, long to, double seconds, int collections) {}

  private final List<Mark> marks = new ArrayList<>();
  private @Nullable HeapUse first;
  private @Nullable HeapUse latest;
  private double firstAt;
  private double latestAt;
  private long mostBytes;

  void add(double at, HeapUse use) {
    HeapUse before = latest;
    if (before == null) {
      first = use;
      firstAt = at;
    } else {
      mark(at, before, use);
    }
    latest = use;
    latestAt = at;
    mostBytes = Math.max(mostBytes, use.mostBytes());
  }

  private void mark(double at, HeapUse before, HeapUse use) {
    Mark last = marks.isEmpty() ? null : marks.get(marks.size() - 1);
    boolean collected = use.fullCollections() > before.fullCollections();
    if (collected && (last == null || at - last.at() >= SAME_COLLECTION_SECONDS)) {
      marks.add(new Mark(at, before.keptBytes(), use.keptBytes()));
      if (marks.size() > MOST_MARKS) {
        marks.remove(1);
      }
    } else if (last != null && use.keptBytes() < last.after()) {
      marks.set(marks.size() - 1, new Mark(last.at(), last.before(), use.keptBytes()));
    }
  }

  boolean isKnown() {
    return first != null;
  }

  /// More the heap cannot have added to what is resident since the first look.
  long mostGrowth() {
    return first == null ? 0 : Math.max(0, mostBytes - first.leastBytes());
  }

  /// Whether collections have shown what is kept, and it hardly grew.
  ///
  /// @param gain of all memory, in bytes
  boolean isSettled(long gain) {
    return marks.size() >= 2
        && marks.get(marks.size() - 1).after() - marks.get(0).after() < Levels.STEADY * gain;
  }

  /// What is kept, when it grew from collection to collection; null when that cannot be said.
  ///
  /// @param steady whether the memory of the process grew all the time: then a single collection
  ///   that freed next to nothing says enough
  @Nullable Growth growth(double now, boolean steady) {
    HeapUse begun = first;
    if (begun == null || marks.isEmpty()) {
      return null;
    }
    Mark last = marks.get(marks.size() - 1);
    if (marks.size() == 1) {
      boolean stayed =
          last.after() - begun.keptBytes() >= STAYED * (last.before() - begun.keptBytes());
      Mark from = new Mark(firstAt, begun.keptBytes(), begun.keptBytes());
      return steady && stayed ? growth(List.of(from, last), now, begun) : null;
    }
    List<Mark> chosen = new ArrayList<>(marks);
    if (marks.size() == 2) {
      // What was used at first may have been garbage in part, so that this asks for more.
      chosen.add(0, new Mark(firstAt, begun.keptBytes(), begun.keptBytes()));
    }
    List<Mark> apart = apart(chosen);
    return isSteady(apart) ? growth(apart, now, begun) : null;
  }

  private static @Nullable Growth growth(List<Mark> along, double now, HeapUse begun) {
    Mark from = along.get(0);
    Mark to = along.get(along.size() - 1);
    double span = to.at() - from.at();
    long gain = to.after() - from.after();
    double least =
        Math.max(
            MemoryTrend.LEAST_BYTES,
            Math.max(
                MemoryTrend.LEAST_SHARE * from.after(),
                LEAST_SHARE_OF_HEAP * begun.keptLimitBytes()));
    boolean isRecent = now - to.at() <= span;
    return span >= SHORTEST_SPAN_SECONDS && isRecent && gain >= least
        ? new Growth(from.after(), to.after(), span, along.size())
        : null;
  }

  /// The last one, and before it only such that lie a quarter of the time apart.
  private static List<Mark> apart(List<Mark> all) {
    double pause = (all.get(all.size() - 1).at() - all.get(0).at()) / 4.5;
    List<Mark> apart = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (apart.isEmpty() || apart.get(0).at() - all.get(i).at() >= pause) {
        apart.add(0, all.get(i));
      }
    }
    return apart;
  }

  private static boolean isSteady(List<Mark> along) {
    int last = along.size() - 1;
    if (last < 2) {
      return false;
    }
    double seconds = along.get(last).at() - along.get(0).at();
    long gain = along.get(last).after() - along.get(0).after();
    for (int i = 1; i <= last; i++) {
      double share = (along.get(i).at() - along.get(i - 1).at()) / seconds;
      if (along.get(i).after() - along.get(i - 1).after() < Levels.STEADY * gain * share) {
        return false;
      }
    }
    return true;
  }

  /// Seconds until the old generation is full at the rate it fills, or all that is committed to the
  /// heap has been used: then a collection comes, or the heap is no explanation any more.
  ///
  /// @param gain of the memory of the process in the seconds up to `now`
  double untilItIsKnown(double now, long gain) {
    HeapUse begun = first;
    HeapUse current = latest;
    if (begun == null || current == null) {
      return 0;
    }
    double oldRate = (current.keptBytes() - begun.keptBytes()) / Math.max(1, latestAt - firstAt);
    double allRate = gain / Math.max(1, now);
    long room = current.keptLimitBytes() - current.keptBytes();
    double beyond = mostGrowth() + MemoryTrend.LEAST_BYTES - gain;
    return Math.max(0, oldRate > allRate / 10 ? room / oldRate : beyond / Math.max(1, allRate));
  }
}
