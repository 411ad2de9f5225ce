package dev.seep.cli.data;

import dev.seep.cli.render.Overview;
import dev.seep.cli.render.Overview.Count;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.MemoryUse;
import java.util.ArrayList;
import java.util.List;

/// `seep inspect --json`.
public final class InventoryJson {
  private InventoryJson() {}

  /// @param items write each descriptor, too
  public static void write(Json json, Inventory inventory, Overview overview, boolean items) {
    ProcessJson.process(json, inventory.process());
    json.text("takenAt", Timestamps.rfc3339(inventory.takenAt()));
    json.text("source", inventory.source().slug());
    json.begin("descriptors");
    ProcessJson.counts(json, inventory.open(), inventory.limits());
    counts(json, "byKind", overview.kinds());
    json.end().begin("sockets");
    counts(json, "byState", overview.states());
    if (!overview.deaths().isEmpty()) {
      counts(json, "dead", overview.deaths());
    }
    peers(json, overview.peers());
    json.end().begin("files").beginList("byPath");
    for (Overview.PathGroup path : overview.paths()) {
      json.begin().text("path", path.path()).number("count", path.count());
      json.number("deleted", path.deleted()).end();
    }
    json.endList().end();
    memory(json, inventory.memory());
    json.number("threads", inventory.process().threads());
    json.beginList("remarks");
    for (String remark : overview.remarks()) {
      json.element(remark);
    }
    json.endList();
    if (items) {
      items(json, inventory.descriptors());
    }
    json.blind(blind(inventory));
  }

  private static void counts(Json json, String name, List<Count> counts) {
    json.begin(name);
    for (Count count : counts) {
      json.countOf(count.name(), count.count());
    }
    json.end();
  }

  private static void peers(Json json, List<Overview.Peer> peers) {
    json.beginList("byPeer");
    for (Overview.Peer peer : peers) {
      json.begin().text("peer", peer.peer()).number("count", peer.count());
      counts(json, "states", peer.states());
      json.real("idleSecondsMedian", peer.idleSecondsMedian());
      json.count("unreadBytes", peer.unreadBytes());
      ProcessJson.holders(json, "heldBy", peer.owners());
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
