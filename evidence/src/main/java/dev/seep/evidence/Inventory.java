package dev.seep.evidence;

import java.time.Instant;
import java.util.List;

/// Everything one process held at one moment.
///
/// @param open number of descriptors as the kernel counts them; it can differ from the size of
///   `descriptors`, as a process opens and closes while it is read
/// @param blind what could not be seen
public record Inventory(
    ProcessFacts process,
    Instant takenAt,
    Source source,
    int open,
    DescriptorLimits limits,
    List<Descriptor> descriptors,
    MemoryUse memory,
    List<Blind> blind) {
  public Inventory {
    descriptors = List.copyOf(descriptors);
    blind = List.copyOf(blind);
  }
}
