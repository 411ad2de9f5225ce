package dev.seep.cli.render;

import dev.seep.cli.render.Table.Cell;
import dev.seep.cli.render.Table.Column;
import dev.seep.contract.Deaths;
import dev.seep.diagnosis.PathGroup;
import dev.seep.diagnosis.PeerGroup;
import dev.seep.diagnosis.Summary;
import dev.seep.evidence.Death;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Holder;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.SocketState;
import java.util.List;
import java.util.Map;

/// `seep inspect`: what one process holds, on one screen.
public final class InspectScreen {
  private static final int GROUPS_SHOWN = 8;
  private static final int OWNERS_SHOWN = 2;
  private static final int LABEL = 11;
  private static final int BAR_WIDTH = 10;

  private InspectScreen() {}

  public static void draw(Canvas canvas, Inventory inventory, Summary summary) {
    drawHeader(canvas, inventory);
    canvas.line();
    drawCounts(canvas, "by kind", kinds(canvas, summary.byKind()));
    drawCounts(canvas, "sockets", states(canvas, summary.byState()));
    drawCounts(canvas, "dead", deaths(canvas, Deaths.of(inventory)));
    drawPeers(canvas, summary.byPeer());
    drawPaths(canvas, summary.byPath());
    if (!summary.remarks().isEmpty()) {
      canvas.line();
      for (String remark : summary.remarks()) {
        canvas.put(Style.YELLOW, "note").spaces(LABEL - 4).wrapped(LABEL, canvas.name(remark));
      }
    }
    if (!inventory.blind().isEmpty()) {
      canvas.line();
      BlindLines.draw(canvas, inventory.blind());
    }
  }

  private static void drawHeader(Canvas canvas, Inventory inventory) {
    var process = inventory.process();
    Header.begin(canvas, process, inventory.takenAt()).dot().put("uid " + process.uid());
    canvas.dot().put(PsScreen.plural(process.threads(), "thread", "threads")).line();
    String command = PsScreen.command(canvas, process);
    canvas.line(DisplayWidth.truncate(command, canvas.width(), canvas.glyphs().ellipsis()));
    long soft = inventory.limits().soft();
    canvas.put(Header.used(inventory.open(), inventory.limits()));
    if (inventory.open() >= 0 && soft > 0) {
      double share = (double) inventory.open() / soft;
      Style style = PsScreen.urgency(share);
      String bar = canvas.glyphs().bar(share, BAR_WIDTH).strip();
      canvas.put(style, "  " + Figures.percent(share) + (bar.isEmpty() ? "" : " " + bar));
    }
    canvas.dot().put("hard limit " + Figures.limit(inventory.limits().hard()));
    canvas.dot().line("through " + PsScreen.sourceName(inventory.source().slug()));
    drawMemory(canvas, inventory.memory());
  }

  private static void drawMemory(Canvas canvas, MemoryUse memory) {
    StringBuilder text = new StringBuilder(96);
    append(canvas, text, memory.residentBytes(), "resident");
    append(canvas, text, memory.proportionalBytes(), "proportional");
    append(canvas, text, memory.anonymousBytes(), "anonymous");
    if (memory.swapBytes() > 0) {
      append(canvas, text, memory.swapBytes(), "swapped");
    }
    append(canvas, text, memory.virtualBytes(), "virtual");
    if (memory.mappings() >= 0) {
      text.append(text.isEmpty() ? "" : canvas.glyphs().dot());
      text.append(PsScreen.plural(memory.mappings(), "mapping", "mappings"));
    }
    if (!text.isEmpty()) {
      canvas.wrapped(0, text.toString());
    }
  }

  private static void append(Canvas canvas, StringBuilder text, long bytes, String what) {
    if (bytes >= 0) {
      text.append(text.isEmpty() ? "" : canvas.glyphs().dot());
      text.append(Figures.bytes(bytes)).append(' ').append(what);
    }
  }

  private static void drawCounts(Canvas canvas, String label, String counts) {
    if (!counts.isEmpty()) {
      canvas.put(Style.DIM, label).spaces(LABEL - label.length());
      canvas.wrapped(LABEL, counts);
    }
  }

  private static String kinds(Canvas canvas, Map<String, Integer> counts) {
    StringBuilder text = new StringBuilder(96);
    counts.forEach((kind, count) -> append(canvas, text, canvas.name(kind), count));
    return text.toString();
  }

  private static String states(Canvas canvas, Map<SocketState, Integer> counts) {
    StringBuilder text = new StringBuilder(96);
    counts.forEach((state, count) -> append(canvas, text, state.slug(), count));
    return text.toString();
  }

  private static String deaths(Canvas canvas, Map<Death, Integer> counts) {
    StringBuilder text = new StringBuilder(48);
    counts.forEach((death, count) -> append(canvas, text, death.slug(), count));
    return text.toString();
  }

  private static void append(Canvas canvas, StringBuilder text, String name, int count) {
    text.append(text.isEmpty() ? "" : canvas.glyphs().dot());
    text.append(name).append(' ').append(Figures.grouped(count));
  }

  private static void drawPeers(Canvas canvas, List<PeerGroup> peers) {
    if (peers.isEmpty()) {
      return;
    }
    Table table =
        new Table(
            List.of(
                Column.right("COUNT"),
                Column.left("PEER").atMost(44),
                Column.left("STATES"),
                Column.right("IDLE").sparable(2),
                Column.right("UNREAD").sparable(1),
                Column.left("HELD BY")));
    for (PeerGroup peer : peers.subList(0, Math.min(GROUPS_SHOWN, peers.size()))) {
      table.row(
          Cell.of(Figures.grouped(peer.count())),
          Cell.of((peer.incoming() ? "accepted on " : "") + canvas.name(peer.peer())),
          Cell.of(states(canvas, peer.states())),
          Cell.of(Figures.span(peer.idleSecondsMedian())),
          Cell.of(Figures.bytes(peer.unreadBytes())),
          Cell.of(canvas.name(String.join(", ", peer.owners()))));
    }
    canvas.line();
    table.drawOn(canvas, 0);
    drawRest(canvas, peers.size(), "peer", "peers");
  }

  static String owners(Canvas canvas, List<Holder> owners) {
    StringBuilder text = new StringBuilder(32);
    for (int i = 0; i < Math.min(OWNERS_SHOWN, owners.size()); i++) {
      Holder owner = owners.get(i);
      text.append(i > 0 ? ", " : "").append(canvas.name(owner.name()));
      text.append(" (").append(owner.pid()).append(')');
    }
    if (owners.size() > OWNERS_SHOWN) {
      text.append(", ").append(owners.size() - OWNERS_SHOWN).append(" more");
    }
    return text.toString();
  }

  private static void drawPaths(Canvas canvas, List<PathGroup> paths) {
    if (paths.isEmpty()) {
      return;
    }
    Table table =
        new Table(List.of(Column.right("COUNT"), Column.right("DELETED"), Column.left("PATH")));
    for (PathGroup path : paths.subList(0, Math.min(GROUPS_SHOWN, paths.size()))) {
      table.row(
          Cell.of(Figures.grouped(path.count())),
          Cell.of(path.deleted() == 0 ? "" : Figures.grouped(path.deleted())),
          Cell.of(canvas.name(path.path())));
    }
    canvas.line();
    table.drawOn(canvas, 0);
    drawRest(canvas, paths.size(), "path", "paths");
  }

  private static void drawRest(Canvas canvas, int size, String one, String many) {
    if (size > GROUPS_SHOWN) {
      canvas.put(Style.DIM, "and " + PsScreen.plural(size - GROUPS_SHOWN, one, many) + " more");
      canvas.line();
    }
  }

  /// Every descriptor, by number.
  public static void drawAll(Canvas canvas, List<Descriptor> descriptors) {
    Table table =
        new Table(
            List.of(
                Column.right("FD"),
                Column.left("KIND"),
                Column.left("STATE"),
                Column.left("FLAGS").sparable(1),
                Column.left("WHAT")));
    for (Descriptor descriptor : descriptors) {
      table.row(
          Cell.of(Integer.toString(descriptor.number())),
          Cell.of(canvas.name(descriptor.resource().kind())),
          Cell.of(Describe.state(descriptor.resource())),
          Cell.of(Describe.flags(descriptor.flags())),
          Cell.of(Describe.what(canvas, descriptor.resource())));
    }
    canvas.line();
    table.drawOn(canvas, 0);
  }
}
