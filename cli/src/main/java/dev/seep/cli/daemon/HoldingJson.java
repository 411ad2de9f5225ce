package dev.seep.cli.daemon;

import dev.seep.diagnosis.PathGroup;
import dev.seep.diagnosis.PeerGroup;
import dev.seep.diagnosis.Summary;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `seep inspect --json` prints, read back as far as its screen needs it.
public final class HoldingJson {
  private HoldingJson() {}

  /// Without its descriptors, which the summary stands for.
  public static Inventory inventory(JsonTree tree) {
    return new Inventory(
        WatchJson.process(tree.at("process"), tree.at("threads").count(0)),
        WatchJson.moment(tree.at("takenAt")),
        tree.at("source").text().equals(Source.EBPF.slug()) ? Source.EBPF : Source.PROCFS,
        tree.at("descriptors", "open").count(-1),
        WatchJson.limits(tree.at("descriptors")),
        List.of(),
        memory(tree.at("memory")),
        WatchJson.blinds(tree.at("blind")));
  }

  private static MemoryUse memory(JsonTree memory) {
    return new MemoryUse(
        memory.at("residentBytes").number(-1),
        memory.at("proportionalBytes").number(-1),
        memory.at("anonymousBytes").number(-1),
        memory.at("virtualBytes").number(-1),
        memory.at("swapBytes").number(-1),
        memory.at("mappings").number(-1));
  }

  public static Summary summary(JsonTree tree) {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    tree.at("descriptors", "byKind").fields((kind, count) -> kinds.put(kind, count.count(0)));
    List<PeerGroup> peers = new ArrayList<>();
    for (JsonTree peer : tree.at("sockets", "byPeer").items()) {
      peers.add(peer(peer));
    }
    List<PathGroup> paths = new ArrayList<>();
    for (JsonTree path : tree.at("files", "byPath").items()) {
      paths.add(
          new PathGroup(
              path.at("path").text(), path.at("count").count(0), path.at("deleted").count(0)));
    }
    return new Summary(
        kinds,
        states(tree.at("sockets", "byState")),
        peers,
        paths,
        Double.NaN,
        tree.at("remarks").texts());
  }

  private static PeerGroup peer(JsonTree peer) {
    return new PeerGroup(
        peer.at("peer").text(),
        peer.at("incoming").flag(),
        peer.at("count").count(0),
        states(peer.at("states")),
        peer.at("idleSecondsMedian").real(Double.NaN),
        peer.at("unreadBytes").number(-1),
        peer.at("owners").texts());
  }

  private static Map<SocketState, Integer> states(JsonTree counts) {
    Map<SocketState, Integer> states = new LinkedHashMap<>();
    counts.fields((slug, count) -> states.merge(state(slug), count.count(0), Integer::sum));
    return states;
  }

  private static SocketState state(String slug) {
    for (SocketState state : SocketState.values()) {
      if (state.slug().equals(slug)) {
        return state;
      }
    }
    return SocketState.OTHER;
  }
}
