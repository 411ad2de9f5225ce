package dev.seep.kernel.sockdiag;

import dev.seep.evidence.Death;
import dev.seep.evidence.SocketState;
import org.jspecify.annotations.Nullable;

/// What a socket is doing.
///
/// @param death why a [SocketState#DEAD] one died; null in every other state
public record SocketCondition(SocketState state, @Nullable Death death) {
  static final SocketCondition DEAD_UNTOLD = dead(Death.UNKNOWN);

  static SocketCondition of(SocketState state) {
    return new SocketCondition(state, null);
  }

  static SocketCondition dead(Death death) {
    return new SocketCondition(SocketState.DEAD, death);
  }
}
