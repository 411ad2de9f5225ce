package dev.seep.diagnosis;

import dev.seep.evidence.Death;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What strikes the eye in one inventory, in plain words. Nothing here says that anything leaks:
/// that takes two looks.
final class Remarks {
  private static final double NEAR = 0.8;
  private static final int FEW = 3;
  private static final int SILENT_CONNECTIONS = 10;
  private static final double SILENT_SECONDS = 300;
  private static final int STANDARD_STREAMS = 3;

  private Remarks() {}

  static List<String> of(
      Inventory inventory, Map<SocketState, Integer> states, List<PeerGroup> peers) {
    List<String> remarks = new ArrayList<>();
    addLimit(remarks, inventory);
    int never = states.getOrDefault(SocketState.NEVER_CONNECTED, 0);
    if (never > 0) {
      remarks.add(
          Phrases.count(never, "socket")
              + (never == 1
                  ? " exists in no protocol table: it was created and never connected"
                  : " exist in no protocol table: they were created and never connected"));
    }
    int unlisted = states.getOrDefault(SocketState.UNLISTED, 0);
    if (unlisted > 0) {
      remarks.add(
          Phrases.count(unlisted, "socket")
              + (unlisted == 1 ? " is" : " are")
              + " in no protocol table: never connected, or over; which of them is not permitted to"
              + " be seen");
    }
    addDead(remarks, inventory);
    addPeers(remarks, peers);
    addFiles(remarks, inventory);
    addInherited(remarks, inventory);
    return remarks;
  }

  private static void addLimit(List<String> remarks, Inventory inventory) {
    long soft = inventory.limits().soft();
    if (soft <= 0 || soft == DescriptorLimits.UNLIMITED || inventory.open() < NEAR * soft) {
      return;
    }
    remarks.add(
        String.format(
            Locale.ROOT,
            "descriptors at %.0f %% of the soft limit (%,d of %,d)",
            Math.floor(100.0 * inventory.open() / soft),
            inventory.open(),
            soft));
  }

  private static void addDead(List<String> remarks, Inventory inventory) {
    EnumMap<Death, Integer> deaths = new EnumMap<>(Death.class);
    int all = 0;
    for (Descriptor descriptor : inventory.descriptors()) {
      if (descriptor.resource() instanceof Socket socket && socket.state() == SocketState.DEAD) {
        Death death = socket.death();
        deaths.merge(death == null ? Death.UNKNOWN : death, 1, Integer::sum);
        all++;
      }
    }
    if (all == 0) {
      return;
    }
    List<String> causes = new ArrayList<>();
    deaths.forEach((death, n) -> causes.add(n + " " + inWords(death)));
    remarks.add(
        String.format(
            Locale.ROOT,
            "%s %s over and still held (%s)",
            Phrases.count(all, "connection"),
            all == 1 ? "is" : "are",
            String.join(", ", causes)));
  }

  private static String inWords(Death death) {
    return switch (death) {
      case REFUSED -> "whose connect failed";
      case RESET -> "reset by the peer";
      case CLOSED -> "shut down both ways";
      case UNKNOWN -> "for reasons not seen";
    };
  }

  private static void addPeers(List<String> remarks, List<PeerGroup> peers) {
    int told = 0;
    for (PeerGroup peer : peers) {
      int waiting = peer.states().getOrDefault(SocketState.CLOSE_WAIT, 0);
      if (waiting > 0 && told++ < FEW) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "%s %s for this process to close %s",
                connections(waiting, peer),
                waiting == 1 ? "waits" : "wait",
                waiting == 1 ? "it" : "them"));
      }
    }
    told = 0;
    for (PeerGroup peer : peers) {
      if (peer.unreadBytes() > 0 && told++ < FEW) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "%s received and not read %s %s",
                Phrases.bytes(peer.unreadBytes()),
                peer.incoming() ? "on connections accepted on" : "from",
                peer.peer()));
      }
    }
    told = 0;
    for (PeerGroup peer : peers) {
      int established = peer.states().getOrDefault(SocketState.ESTABLISHED, 0);
      if (established >= SILENT_CONNECTIONS
          && peer.idleSecondsMedian() >= SILENT_SECONDS
          && told++ < FEW) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "%s are silent, half of them for more than %s",
                connections(established, peer),
                Phrases.time(peer.idleSecondsMedian())));
      }
    }
  }

  private static String connections(int n, PeerGroup peer) {
    return Phrases.count(n, "connection")
        + (peer.incoming() ? " accepted on " : " to ")
        + peer.peer();
  }

  private static void addFiles(List<String> remarks, Inventory inventory) {
    int deleted = 0;
    long bytes = 0;
    for (Descriptor descriptor : inventory.descriptors()) {
      if (descriptor.resource() instanceof Resource.RegularFile file && file.deleted()) {
        deleted++;
        bytes += Math.max(0, file.sizeBytes());
      }
    }
    if (deleted > 0) {
      String space =
          bytes == 0
              ? ""
              : (deleted == 1 ? "; it keeps " : "; they keep ") + Phrases.bytes(bytes) + " of disk";
      remarks.add(
          Phrases.count(deleted, "deleted file")
              + (deleted == 1 ? " is" : " are")
              + " still open"
              + space);
    }
  }

  private static void addInherited(List<String> remarks, Inventory inventory) {
    int n = 0;
    for (Descriptor descriptor : inventory.descriptors()) {
      boolean inherits = descriptor.flags().known() && !descriptor.flags().closeOnExec();
      n += inherits && descriptor.number() >= STANDARD_STREAMS ? 1 : 0;
    }
    if (n > 0) {
      remarks.add(
          Phrases.count(n, "descriptor") + " without close-on-exec: child processes inherit them");
    }
  }
}
