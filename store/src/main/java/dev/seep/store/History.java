package dev.seep.store;

import dev.seep.evidence.Blind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The history of a host as its one writer has it. Writing is for one thread; reading for several.
public interface History extends HistoryReader {

  /// Takes what changed since the last tick, in one transaction: after a crash all of a tick is
  /// there or nothing of it. Never throws for a full or failing disk: what cannot be written is
  /// kept in memory as far as there is room, written when it can be, and told by [#trouble].
  ///
  /// @param at not before the tick before, unless a clock was set back
  void tick(Instant at, List<Point> changed, List<Mark> marks);

  /// What keeps the history from being written now, and what is lost of it so far; empty when
  /// nothing does.
  Optional<Blind> trouble();

  /// Small texts that must survive a restart: incidents, the alerts to be sent, silences.
  Documents documents();
}
