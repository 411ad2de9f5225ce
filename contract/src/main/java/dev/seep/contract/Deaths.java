package dev.seep.contract;

import dev.seep.evidence.Death;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Socket;
import java.util.EnumMap;
import java.util.Map;

/// How the dead sockets of a process died.
public final class Deaths {
  private Deaths() {}

  /// Number of sockets by the way they died; empty when none is dead.
  public static Map<Death, Integer> of(Inventory inventory) {
    Map<Death, Integer> deaths = new EnumMap<>(Death.class);
    for (Descriptor descriptor : inventory.descriptors()) {
      if (descriptor.resource() instanceof Socket socket && socket.death() != null) {
        deaths.merge(socket.death(), 1, Integer::sum);
      }
    }
    return deaths;
  }
}
