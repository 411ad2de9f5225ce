package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.LeakClass;
import java.util.List;

/// One leak class as snapshots can recognise it: one class, one file.
///
/// `inherited` and `received` have no pattern here: that a descriptor came through a fork or
/// through a message is seen only while it happens. `limit-too-low` and `port-exhaustion` are no
/// growth and are told from the last inventory ([Circumstances]).
sealed interface LeakPattern
    permits AbandonedConnect,
        CloseWait,
        DeadSocket,
        DeletedFile,
        EventDescriptor,
        HeldTooLong,
        IdleEstablished,
        Listener,
        Load,
        MemoryGrowth,
        NeverConnectedSocket,
        ResolverSocket,
        ThreadGrowth,
        UnclosedDirectory,
        UnclosedFile,
        UnclosedPipe,
        UnreadResponse,
        WarmingUp {

  /// The patterns in the order they are asked: how it behaves comes before what it is, and the
  /// widest comes last.
  List<LeakPattern> ALL =
      List.of(
          new HeldTooLong(),
          new Load(),
          new WarmingUp(),
          new MemoryGrowth(),
          new ThreadGrowth(),
          new NeverConnectedSocket(),
          new AbandonedConnect(),
          new CloseWait(),
          new IdleEstablished(),
          new UnreadResponse(),
          new DeadSocket(),
          new ResolverSocket(),
          new UnclosedFile(),
          new DeletedFile(),
          new UnclosedDirectory(),
          new UnclosedPipe(),
          new Listener(),
          new EventDescriptor());

  LeakClass leakClass();

  boolean matches(Assessment assessment);

  /// The subject in plain words: "sockets that were never connected".
  String what(Assessment assessment);

  /// What to change in the program.
  String advice(Assessment assessment);
}
