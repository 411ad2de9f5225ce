package dev.seep.diagnosis;

import java.util.List;

/// Every leak class and every circumstance, each once.
final class Catalogue {
  /// The patterns in the order they are asked: how it behaves comes before how it came here, that
  /// before what it is, and the widest comes last.
  static final List<LeakPattern> PATTERNS =
      List.of(
          new HeldTooLong(),
          new Load(),
          new WarmingUp(),
          new MemoryGrowth(),
          new ThreadGrowth(),
          new Inherited(),
          new Received(),
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

  static final List<Circumstance> CIRCUMSTANCES = List.of(new LimitTooLow(), new PortExhaustion());

  private Catalogue() {}
}
