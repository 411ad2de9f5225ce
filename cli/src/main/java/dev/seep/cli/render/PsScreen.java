package dev.seep.cli.render;

import dev.seep.cli.render.Table.Cell;
import dev.seep.cli.render.Table.Column;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Census;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.SocketState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `seep ps`: one line a process, and below it what the machine holds and what was not seen.
public final class PsScreen {
  private static final int BAR_WIDTH = 6;
  private static final int SOCKETS_WIDTH = 34;

  /// So many sockets in states that hold a leak are worth a colour.
  private static final int TROUBLE_MINIMUM = 8;

  private static final List<Column> COLUMNS =
      List.of(
          Column.right("PID"),
          Column.left("USER").sparable(3).atMost(12),
          Column.right("OPEN/LIMIT"),
          Column.left("").sparable(5),
          Column.right("USED"),
          Column.left("SOCKETS").atMost(SOCKETS_WIDTH),
          Column.right("RSS").sparable(4),
          Column.right("THR").sparable(1),
          Column.right("AGE").sparable(2),
          Column.left("COMMAND"));

  private PsScreen() {}

  /// @param rows those of the census to show, in their order
  public static void draw(Canvas canvas, Census census, List<ProcessRow> rows) {
    Table table = new Table(COLUMNS);
    for (ProcessRow row : rows) {
      table.row(cells(canvas, row, census.takenAt()));
    }
    table.drawOn(canvas, 0);
    canvas.line();
    drawFooter(canvas, census, rows);
  }

  private static Cell[] cells(Canvas canvas, ProcessRow row, Instant now) {
    ProcessFacts process = row.process();
    double share = row.nearness();
    Style urgency = urgency(share);
    return new Cell[] {
      Cell.of(Integer.toString(process.pid())),
      Cell.of(canvas.name(row.user())),
      Cell.of(usedOfLimit(row)),
      new Cell(share < 0 ? "" : canvas.glyphs().bar(share, BAR_WIDTH), urgency),
      new Cell(share < 0 ? "" : Figures.percent(share), urgency),
      row.open() < 0 ? new Cell(reason(canvas, row), Style.DIM) : sockets(canvas, row.sockets()),
      Cell.of(Figures.shortBytes(row.residentBytes())),
      Cell.of(Integer.toString(process.threads())),
      Cell.of(age(process, now)),
      Cell.of(command(canvas, process))
    };
  }

  public static Style urgency(double share) {
    return share >= 0.9 ? Style.ALARM : share >= 0.7 ? Style.YELLOW : Style.PLAIN;
  }

  private static String usedOfLimit(ProcessRow row) {
    String limit = Figures.limit(row.limits().soft());
    return (row.open() < 0 ? "?" : Figures.grouped(row.open())) + "/" + limit;
  }

  private static String reason(Canvas canvas, ProcessRow row) {
    Blind blind = row.blind();
    return blind == null ? "not read" : canvas.name(blind.why());
  }

  /// Sockets by the states that matter to a leak hunter, those that hold a leak first.
  private static Cell sockets(Canvas canvas, Map<SocketState, Integer> counts) {
    StringBuilder text = new StringBuilder(32);
    int trouble = 0;
    for (ShortState state : ShortState.values()) {
      int count = counts.getOrDefault(state.state, 0);
      if (count > 0) {
        if (!text.isEmpty()) {
          text.append(canvas.glyphs().dot());
        }
        text.append(state.shortName).append(' ').append(Figures.grouped(count));
        trouble += state.trouble ? count : 0;
      }
    }
    return new Cell(text.toString(), trouble >= TROUBLE_MINIMUM ? Style.YELLOW : Style.PLAIN);
  }

  private enum ShortState {
    NEVER(SocketState.NEVER_CONNECTED, "never", true),
    CLOSE_WAIT(SocketState.CLOSE_WAIT, "cw", true),
    DEAD(SocketState.DEAD, "dead", true),
    UNLISTED(SocketState.UNLISTED, "unlisted", false),
    FIN_WAIT(SocketState.FIN_WAIT, "fin", false),
    CONNECTING(SocketState.CONNECTING, "syn", false),
    BOUND(SocketState.BOUND, "bound", false),
    ESTABLISHED(SocketState.ESTABLISHED, "est", false),
    LISTEN(SocketState.LISTEN, "listen", false);

    private final SocketState state;
    private final String shortName;
    private final boolean trouble;

    ShortState(SocketState state, String shortName, boolean trouble) {
      this.state = state;
      this.shortName = shortName;
      this.trouble = trouble;
    }
  }

  public static String age(ProcessFacts process, Instant now) {
    long seconds = now.getEpochSecond() - process.startedAt().getEpochSecond();
    return Figures.span((double) Math.max(0, seconds));
  }

  /// The command line without the program's folder; the short name in brackets when there is none.
  public static String command(Canvas canvas, ProcessFacts process) {
    List<String> command = process.command();
    if (command.isEmpty()) {
      return "[" + canvas.name(process.name()) + "]";
    }
    StringBuilder text = new StringBuilder(64);
    text.append(canvas.name(baseName(command.getFirst())));
    for (int i = 1; i < command.size(); i++) {
      text.append(' ').append(canvas.name(command.get(i)));
    }
    return text.toString();
  }

  /// Only of what is a path: a process may write a sentence over its own name.
  private static String baseName(String path) {
    return path.startsWith("/") && !path.endsWith("/")
        ? path.substring(path.lastIndexOf('/') + 1)
        : path;
  }

  private static void drawFooter(Canvas canvas, Census census, List<ProcessRow> rows) {
    canvas.put(plural(rows.size(), "process", "processes") + " shown");
    if (census.machineOpen() >= 0) {
      canvas.dot().put("machine: " + Figures.grouped(census.machineOpen()) + " open files");
      canvas.put(machineLimit(census));
    }
    canvas.dot().line("read through " + sourceName(census.source().slug()));
    Map<String, Integer> reasons = new LinkedHashMap<>();
    for (ProcessRow row : census.rows()) {
      if (row.blind() != null) {
        reasons.merge(shared(row.blind(), row.process().pid()), 1, Integer::sum);
      }
    }
    reasons.forEach((reason, count) ->
        canvas
            .put(Style.YELLOW, plural(count, "process", "processes"))
            .put(" could not be read: ")
            .line(canvas.name(reason)));
    BlindLines.draw(canvas, census.blind());
  }

  private static String machineLimit(Census census) {
    long limit = census.machineLimit();
    return limit < 0
        ? ""
        : limit == DescriptorLimits.UNLIMITED
            ? " (no limit)"
            : " of "
                + Figures.grouped(limit)
                + " ("
                + Figures.percent((double) census.machineOpen() / limit)
                + ")";
  }

  /// The reason and the mend with the process's own number taken out, so that those of many
  /// processes become one line.
  private static String shared(Blind blind, int pid) {
    String text = blind.mend().isEmpty() ? blind.why() : blind.why() + "; mend: " + blind.mend();
    return text.replace("/" + pid + "/", "/PID/").replace("pid " + pid, "pid PID");
  }

  static String sourceName(String slug) {
    return slug.equals("ebpf") ? "eBPF" : slug;
  }

  public static String plural(long count, String one, String many) {
    return Figures.grouped(count) + " " + (count == 1 ? one : many);
  }
}
