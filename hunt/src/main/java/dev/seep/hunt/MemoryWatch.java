package dev.seep.hunt;

import dev.seep.evidence.HeapUse;
import dev.seep.evidence.ManagedRuntime;
import dev.seep.evidence.MappingUse;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.observer.Eye;
import org.jspecify.annotations.Nullable;

/// Reads of memory what a look cannot afford each time: the mappings every few seconds, more seldom
/// the longer they take, and the heap that a runtime tells of every second.
///
/// What cannot be read is left out: the descriptors of such a process cannot be read either, and
/// that is told.
final class MemoryWatch {
  private static final double MAPPINGS_EVERY_SECONDS = 5;
  private static final double HEAP_EVERY_SECONDS = 1;

  /// Of the time may be spent on reading mappings: the kernel holds a lock of the target's
  /// meanwhile.
  private static final double MOST_SHARE = 0.005;

  private final Eye eye;
  private final Timeline timeline;
  private final ProcessIdentity target;
  private ManagedRuntime runtime = ManagedRuntime.NATIVE;
  private double mappingsAt = Double.NEGATIVE_INFINITY;
  private double heapAt = Double.NEGATIVE_INFINITY;
  private double pauseSeconds = MAPPINGS_EVERY_SECONDS;

  MemoryWatch(Eye eye, Timeline timeline, ProcessIdentity target) {
    this.eye = eye;
    this.timeline = timeline;
    this.target = target;
  }

  /// Null when it is not their turn, or they cannot be read.
  @Nullable MappingUse mappings(double atSeconds) {
    if (atSeconds < mappingsAt + pauseSeconds) {
      return null;
    }
    mappingsAt = atSeconds;
    long before = timeline.nanos();
    Reading<MappingUse> reading = eye.mappings(target);
    double took = (timeline.nanos() - before) / 1e9;
    pauseSeconds = Math.max(MAPPINGS_EVERY_SECONDS, took / MOST_SHARE);
    return switch (reading) {
      case Reading.Seen<MappingUse> seen -> {
        runtime = seen.value().runtime();
        yield seen.value();
      }
      case Reading.Unseen<MappingUse> _ -> null;
    };
  }

  /// To be asked after [#mappings], which tell the runtime.
  @Nullable HeapUse heap(double atSeconds) {
    if (runtime != ManagedRuntime.HOTSPOT || atSeconds < heapAt + HEAP_EVERY_SECONDS) {
      return null;
    }
    heapAt = atSeconds;
    return switch (eye.heap(target)) {
      case Reading.Seen<HeapUse> seen -> seen.value();
      case Reading.Unseen<HeapUse> _ -> null;
    };
  }
}
