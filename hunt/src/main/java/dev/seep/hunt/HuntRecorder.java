package dev.seep.hunt;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Cost;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Source;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Watched;
import java.time.Instant;
import java.util.List;

/// Keeps what a hunt's judgement rests on. It is told of the target alone, not of its children, and
/// never fails: a recorder that can go on no longer says so in [#blind].
public interface HuntRecorder {
  /// Keeps nothing.
  HuntRecorder NONE = new None();

  /// The target is found and about to be judged.
  ///
  /// @param at when the first look was taken
  void begin(ProcessFacts process, DescriptorLimits limits, Source source, Instant at);

  /// One look.
  ///
  /// @param open descriptors that were open then, as the kernel counts them; -1 when not known
  /// @return the look as it was kept, its times rounded: the one to judge, so that what is judged
  ///   later from the recording is the same
  Sample look(Sample sample, int open);

  /// The last thing told.
  ///
  /// @param last what the last look found
  /// @param testimony of the tracer, [Testimony#NONE] when there was none
  void end(Inventory last, Testimony testimony, Watched watched, List<Blind> blind, Cost cost);

  /// What could not be kept, and why.
  List<Blind> blind();

  /// Whether anything is kept at all.
  default boolean isRecording() {
    return true;
  }

  /// Nothing to keep anything in.
  final class None implements HuntRecorder {
    private None() {}

    @Override
    public void begin(ProcessFacts process, DescriptorLimits limits, Source source, Instant at) {}

    @Override
    public Sample look(Sample sample, int open) {
      return sample;
    }

    @Override
    public void end(
        Inventory last, Testimony testimony, Watched watched, List<Blind> blind, Cost cost) {}

    @Override
    public List<Blind> blind() {
      return List.of();
    }

    @Override
    public boolean isRecording() {
      return false;
    }
  }
}
