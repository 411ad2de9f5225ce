package dev.seep.contract;

import dev.seep.diagnosis.PathGroup;
import dev.seep.diagnosis.PeerGroup;
import dev.seep.diagnosis.Summary;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Death;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.SocketState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `seep inspect --json`.
public final class InventoryJson {
  private InventoryJson() {}

  /// @param items write each descriptor, too
  public static void write(Json json, Inventory inventory, Summary summary, boolean items) {
    ProcessJson.process(json, inventory.process());
    json.text("takenAt", Timestamps.rfc3339(inventory.takenAt()));
    json.text("source", inventory.source().slug());
    json.begin("descriptors");
    ProcessJson.counts(json, inventory.open(), inventory.limits());
    json.begin("byKind");
    summary.byKind().forEach(json::number);
    json.end().end().begin("sockets");
    states(json, "byState", summary.byState());
    deaths(json, Deaths.of(inventory));
    peers(json, summary.byPeer());
    json.end().begin("files").beginList("byPath");
    for (PathGroup path : summary.byPath()) {
      json.begin().text("path", path.path()).number("count", path.count());
      json.number("deleted", path.deleted()).end();
    }
    json.endList().end();
    memory(json, inventory.memory());
    json.number("threads", inventory.process().threads());
    json.beginList("remarks");
    for (String remark : summary.remarks()) {
      json.element(remark);
    }
    json.endList();
    if (items) {
      items(json, inventory.descriptors());
    }
    json.blind(blind(inventory));
  }

  private static void states(Json json, String name, Map<SocketState, Integer> counts) {
    json.begin(name);
    counts.forEach((state, count) -> json.number(state.slug(), count));
    json.end();
  }

  private static void deaths(Json json, Map<Death, Integer> counts) {
    if (!counts.isEmpty()) {
      json.begin("dead");
      counts.forEach((death, count) -> json.number(death.slug(), count));
      json.end();
    }
  }

  private static void peers(Json json, List<PeerGroup> peers) {
    json.beginList("byPeer");
    for (PeerGroup peer : peers) {
      json.begin().text("peer", peer.peer()).number("count", peer.count());
      json.flag("incoming", peer.incoming());
      states(json, "states", peer.states());
      json.real("idleSecondsMedian", peer.idleSecondsMedian());
      json.count("unreadBytes", peer.unreadBytes());
      json.beginList("owners");
      for (String owner : peer.owners()) {
        json.element(owner);
      }
      json.endList();
      json.end();
    }
    json.endList();
  }

  private static void memory(Json json, MemoryUse memory) {
    json.begin("memory")
        .count("residentBytes", memory.residentBytes())
        .count("proportionalBytes", memory.proportionalBytes())
        .count("anonymousBytes", memory.anonymousBytes())
        .count("virtualBytes", memory.virtualBytes())
        .count("swapBytes", memory.swapBytes())
        .count("mappings", memory.mappings())
        .end();
  }

  private static void items(Json json, List<Descriptor> descriptors) {
    json.beginList("items");
    DescriptorJson writer = new DescriptorJson(json);
    for (Descriptor descriptor : descriptors) {
      writer.write(descriptor);
    }
    json.endList();
  }

  /// What the observer says, and a line for each field left out that it says nothing of.
  private static List<Blind> blind(Inventory inventory) {
    List<Blind> all = new ArrayList<>(inventory.blind());
    MemoryUse memory = inventory.memory();
    int said = all.size();
    explain(all, said, "descriptors", "descriptors.open", inventory.open());
    explain(all, said, "limit", "descriptors.softLimit", inventory.limits().soft());
    explain(all, said, "memory", "memory.residentBytes", memory.residentBytes());
    explain(all, said, "memory", "memory.proportionalBytes", memory.proportionalBytes());
    explain(all, said, "memory", "memory.anonymousBytes", memory.anonymousBytes());
    explain(all, said, "memory", "memory.virtualBytes", memory.virtualBytes());
    return all;
  }

  private static void explain(List<Blind> all, int said, String topic, String field, long value) {
    if (value >= 0) {
      return;
    }
    for (int i = 0; i < said; i++) {
      if (all.get(i).what().contains(topic)) {
        return;
      }
    }
    all.add(new Blind(field, "the kernel gave no value", ""));
  }
}
