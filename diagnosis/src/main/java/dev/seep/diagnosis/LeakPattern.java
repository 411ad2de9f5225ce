package dev.seep.diagnosis;

import java.util.List;

/// One leak class as an assessment shows it, with what a tracer saw where there was one.
///
/// What stops a process though nothing grows is a [Circumstance].
sealed interface LeakPattern extends Remedy
    permits AbandonedConnect,
        CloseWait,
        DeadSocket,
        DeletedFile,
        EventDescriptor,
        HeldTooLong,
        IdleEstablished,
        Inherited,
        Listener,
        Load,
        MemoryGrowth,
        NeverConnectedSocket,
        Received,
        ResolverSocket,
        ThreadGrowth,
        UnclosedDirectory,
        UnclosedFile,
        UnclosedPipe,
        UnreadResponse,
        WarmingUp {

  boolean matches(Dossier dossier);

  /// The subject in plain words: "sockets that were never connected".
  String what(Dossier dossier);

  /// By what it was recognised, in one sentence.
  String sign(Dossier dossier);

  /// What to change, where the kind of what grows decides and not the language alone.
  default String advice(Dossier dossier) {
    return advice(dossier.language());
  }

  /// What speaks against this class and no other, in plain words.
  default List<String> against(Dossier dossier) {
    return List.of();
  }
}
