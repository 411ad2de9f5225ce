package dev.seep.hunt.recording;

import dev.seep.evidence.Blind;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Condition;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.HeapUse;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Life;
import dev.seep.evidence.MappingUse;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Source;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Watched;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one line of a recording holds. `docs/recording.md` describes the format; a component that
/// is added, renamed or taken away here or in a record of `evidence` makes a new [#VERSION] of it.
sealed interface Lines {
  String FORMAT = "seep-recording";
  int VERSION = 1;

  /// The first line, the same in every version.
  record Format(String name, int version) implements Lines {}

  /// Who was watched, when, how and by which Seep.
  record Head(
      String seep, Instant begun, ProcessFacts process, DescriptorLimits limits, Source source)
      implements Lines {}

  /// What one look found that the look before did not. Both hold a list of sightings in a fixed
  /// order, and numbers point into it: those of `changed` and `closed` into the list of the look
  /// before, those of `opened` into the list of this look; all ascend.
  ///
  /// @param at seconds since the watch began
  /// @param open descriptors that were open then, as the kernel counts them; -1 when not known
  /// @param mappings, heap null when they were not read in this look
  /// @param places populations not named before; they are numbered from 0 as they come
  record Look(
      double at,
      int open,
      boolean traced,
      long anonymousBytes,
      long residentBytes,
      @Nullable MappingUse mappings,
      @Nullable HeapUse heap,
      List<Population> places,
      List<Integer> closed,
      List<Change> changed,
      List<Opened> opened,
      List<Ended> ended)
      implements Lines {}

  /// One that is open still and is not as it was.
  ///
  /// @param idleMillis, bornMillis how long before this look it was last used, and born; null when
  ///   not known. One that does not change goes on from what was said last
  record Change(
      int index,
      int place,
      Condition condition,
      @Nullable Long idleMillis,
      @Nullable Long bornMillis,
      int site)
      implements Row {}

  /// One that was not there.
  record Opened(
      int index,
      int descriptor,
      long device,
      long inode,
      long generation,
      int place,
      Condition condition,
      @Nullable Long idleMillis,
      @Nullable Long bornMillis,
      int site)
      implements Row {}

  /// One that a tracer saw from its birth to its end.
  record Ended(int place, int site, long lifeMicros, double weight) implements Row {}

  /// The last look; its descriptors follow in lines of their own.
  ///
  /// @param count of the descriptors that follow
  record Last(Inventory inventory, int count) implements Lines {}

  record Descriptors(List<Descriptor> some) implements Lines {}

  record Sites(List<CallSite> some) implements Lines {}

  record Survivors(List<Survivor> some) implements Lines {}

  record Survivor(OpenFileKey key, Trail trail) implements Row {}

  record Lives(List<Life> some) implements Lines {}

  /// The last line: the recording is whole.
  ///
  /// @param nowNanos when the testimony was taken, on CLOCK_MONOTONIC
  record End(Watched watched, List<Blind> blind, Cost cost, long nowNanos) implements Lines {}
}
