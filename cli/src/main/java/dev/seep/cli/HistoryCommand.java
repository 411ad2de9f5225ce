package dev.seep.cli;

import dev.seep.cli.daemon.DaemonHistory;
import dev.seep.cli.history.Chronicle;
import dev.seep.cli.history.Course;
import dev.seep.cli.history.HistoryExport;
import dev.seep.cli.history.HistoryJson;
import dev.seep.cli.history.HistoryScreen;
import dev.seep.cli.history.Moments;
import dev.seep.cli.history.Subject;
import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Figures;
import dev.seep.evidence.Blind;
import dev.seep.evidence.KernelText;
import dev.seep.store.HistoryReader;
import dev.seep.store.SeriesKey;
import dev.seep.store.Track;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    description = "Draw what the watch remembers of a process, a unit or a pattern.",
    footer = {
      "",
      "Exit codes: 0 drawn, 3 nothing is known of it, 64 usage, 77 not permitted.",
      "Under the axis: R restart, D deploy, ! incident, v resolved, h hunt, E exhausted, L limit, x"
          + " ended.",
      "",
      "Examples:",
      "  seep history                                  what the history knows",
      "  seep history nginx.service --since 7d         a week of a unit",
      "  seep history 4711 --metric resident_bytes     the memory of what process 4711 is one of",
      "  seep history 'worker*' --metric class         which classes of descriptors grew",
      "  seep history --export csv --since 30d > all.csv"
    })
final class HistoryCommand implements Callable<Integer> {
  private static final int WIDTH_WITHOUT_TERMINAL = 100;
  private static final int WIDEST = 200;
  private static final int NARROWEST = 40;

  /// More graphs than that are no answer; the names are.
  private static final int MOST_DRAWN = 6;

  private static final int LIST_STEPS = 32;

  /// What the samples are written as.
  enum Format {
    csv,
    openmetrics
  }

  @Parameters(
      paramLabel = "WHAT",
      arity = "0..1",
      description =
          "A process id, a systemd unit, a container, a process name, an owner's whole id, a glob, or"
              + " a part of any of these; all owners are listed without it.")
  String what = "";

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      converter = Durations.class,
      description = "From so long ago, such as 6h or 7d; 24h when not given.")
  Duration since = Duration.ofDays(1);

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "From a moment: 2026-03-04T05:06, in local time; with Z, in UTC.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Up to a moment; now when not given.")
  @Nullable String to;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      converter = ToMetric.class,
      completionCandidates = Metrics.class,
      description =
          "Draw open (descriptors), resident_bytes, anonymous_bytes, threads, or class (descriptors,"
              + " and every class by its growth).")
  String metric = Chronicle.OPEN;

  @Option(
      names = "--export",
      paramLabel = "FORMAT",
      description = "Print every stored sample as csv or openmetrics, and draw nothing.")
  @Nullable Format export;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Draw in N columns; as wide as the terminal when not given.")
  int width;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The folder of the history; /var/lib/seep for root and ~/.local/state/seep otherwise.")
  @Nullable Path data;

  @Mixin DaemonOptions daemon = new DaemonOptions();

  @Mixin CommonOptions common = new CommonOptions();

  private final Session session;

  HistoryCommand(Session session) {
    this.session = session;
  }

  static final class Metrics extends CommonOptions.Words {
    Metrics() {
      super(Chronicle.OPEN, "resident_bytes", "anonymous_bytes", "threads", Chronicle.CLASS);
    }
  }

  static final class ToMetric implements picocli.CommandLine.ITypeConverter<String> {
    @Override
    public String convert(String value) {
      for (String word : new Metrics()) {
        if (word.equals(value)) {
          return value;
        }
      }
      throw new picocli.CommandLine.TypeConversionException(
          "expected one of " + String.join(", ", new Metrics()));
    }
  }

  /// What was asked for, in moments.
  private record Span(Instant from, Instant to) {}

  @Override
  public Integer call() {
    if (export != null && common.json) {
      return refuse("--export and --json exclude each other");
    }
    if (data != null && daemon.isGiven()) {
      return refuse("--data and --url exclude each other");
    }
    if (width != 0 && width < NARROWEST) {
      return refuse("--width needs " + NARROWEST + " columns or more");
    }
    Moments moments = new Moments(ZoneId.systemDefault());
    Instant now = session.clock().instant();
    Instant end = to == null ? now : moments.read(to, now).orElse(null);
    Instant begin =
        from == null ? end == null ? null : end.minus(since) : moments.read(from, now).orElse(null);
    if (begin == null || end == null) {
      String wrong = end == null ? "--to " + to : "--from " + from;
      return refuse(KernelText.printable(wrong) + ": no moment such as 2026-03-04T05:06");
    }
    if (!begin.isBefore(end)) {
      return refuse("the span is empty: --from is not before --to");
    }
    try (HistoryReader history = new HistoryOpening(session, daemon, data).open()) {
      return show(history, new Span(begin, end), moments);
    } catch (UnseenException e) {
      return common.unseen(session, e.blind(), _ -> {});
    } catch (DaemonHistory.Unanswered e) {
      return common.unseen(session, e.blind(), _ -> {});
    }
  }

  private int refuse(String why) {
    session.say(why);
    return ExitCode.USAGE;
  }

  private int show(HistoryReader history, Span span, Moments moments) {
    List<SeriesKey> series = history.series(span.from, span.to);
    List<String> owners = Subject.owners(series);
    List<String> meant = what.isEmpty() ? owners : new HistorySubject(history, what).among(owners);
    if (meant.isEmpty()) {
      return common.unseen(session, nothing(history, span, moments, owners), _ -> {});
    }
    if (export != null) {
      export(history, span, series, meant);
    } else if (what.isEmpty()) {
      list(history, span, moments, meant);
    } else {
      draw(history, span, moments, meant);
    }
    return ExitCode.HEALTHY;
  }

  /// Why there is nothing: the history is empty, or is of another time, or knows no such name.
  private Blind nothing(HistoryReader history, Span span, Moments moments, List<String> owners) {
    HistoryReader.Span known = history.span().orElse(null);
    String name = what.isEmpty() ? "the history" : "the history of " + what;
    if (known == null) {
      return new Blind(name, "nothing was recorded yet", "seep watch records it");
    }
    if (!owners.isEmpty()) {
      return new Blind(
          name,
          "none of the " + owners.size() + " owners in this span is named so",
          "`seep history` lists them; --since 7d looks further back");
    }
    Duration whole = Duration.between(known.first(), known.last());
    return new Blind(
        name,
        "nothing was recorded in this span; the history goes from "
            + moments.shown(known.first(), whole)
            + " to "
            + moments.shown(known.last(), whole),
        "`seep history --since "
            + Math.max(1, Duration.between(known.first(), span.to).toDays() + 1)
            + "d` lists whose history there is");
  }

  private void export(
      HistoryReader history, Span span, List<SeriesKey> series, List<String> meant) {
    List<SeriesKey> keys =
        series.stream()
            .filter(key -> meant.contains(key.owner()))
            .sorted(
                Comparator.comparing(SeriesKey::metric)
                    .thenComparing(SeriesKey::owner)
                    .thenComparing(SeriesKey::label))
            .toList();
    HistoryExport writer = new HistoryExport(history, span.from, span.to, session.out()::text);
    if (export == Format.csv) {
      writer.csv(keys);
    } else {
      writer.openMetrics(keys);
    }
  }

  private void list(HistoryReader history, Span span, Moments moments, List<String> owners) {
    List<Track> tracks = new ArrayList<>();
    for (String owner : owners) {
      SeriesKey key = new SeriesKey(owner, drawnMetric());
      tracks.add(history.track(key, span.from, span.to, LIST_STEPS));
    }
    tracks.removeIf(track -> Course.of(track) == null);
    tracks.sort(Comparator.comparingLong(HistoryCommand::highest).reversed());
    if (common.json) {
      CommonOptions.printJson(session, json -> HistoryJson.writeList(json, tracks));
      return;
    }
    Canvas canvas = common.canvas(session);
    new HistoryScreen(canvas, moments, columns()).drawList(tracks);
    HistoryReader.Size size = history.size();
    canvas.line().put(Figures.grouped(tracks.size()) + " owners");
    if (size.bytes() >= 0) {
      canvas.dot().put(Figures.bytes(size.bytes()) + " of " + Figures.bytes(size.limitBytes()));
    }
    CommonOptions.print(session, canvas.line());
  }

  private static long highest(Track track) {
    Course course = Course.of(track);
    return course == null ? Long.MIN_VALUE : course.high();
  }

  private String drawnMetric() {
    return metric.equals(Chronicle.CLASS) ? Chronicle.OPEN : metric;
  }

  private void draw(HistoryReader history, Span span, Moments moments, List<String> owners) {
    List<String> drawn = owners.subList(0, Math.min(MOST_DRAWN, owners.size()));
    int columns = columns();
    List<Chronicle> chronicles = new ArrayList<>();
    for (String owner : drawn) {
      chronicles.add(
          Chronicle.read(history, owner, metric, span.from, span.to, HistoryScreen.steps(columns)));
    }
    if (common.json) {
      CommonOptions.printJson(session, json -> HistoryJson.write(json, chronicles));
    } else {
      Canvas canvas = common.canvas(session);
      HistoryScreen screen = new HistoryScreen(canvas, moments, columns);
      String between = "";
      for (Chronicle chronicle : chronicles) {
        canvas.put(between);
        screen.draw(chronicle, drawn.size() > 1, metric.equals(Chronicle.CLASS));
        between = "\n";
      }
      CommonOptions.print(session, canvas);
    }
    if (owners.size() > drawn.size()) {
      session.say(owners.size() - drawn.size() + " more are meant; name one of them:");
      for (String owner : owners.subList(drawn.size(), owners.size())) {
        session.say("  " + KernelText.printable(owner));
      }
    }
  }

  private int columns() {
    int terminal = session.terminal().columns();
    int wanted =
        width > 0 ? width : terminal == Canvas.UNLIMITED ? WIDTH_WITHOUT_TERMINAL : terminal;
    return Math.clamp(wanted, NARROWEST, WIDEST);
  }
}
