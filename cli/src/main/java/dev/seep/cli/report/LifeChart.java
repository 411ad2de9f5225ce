package dev.seep.cli.report;

import dev.seep.cli.render.Figures;
import dev.seep.evidence.Frame;
import dev.seep.evidence.Origin;
import dev.seep.evidence.SiteTally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How long the closed ones lived, above the line, against how old those are that stayed open,
/// below it; time is logarithmic, and each side has its own scale, as a leak is rare at first.
final class LifeChart {
  private static final int HALF = 84;
  private static final int AXIS = 22;
  private static final int MOST_TICKS = 7;

  private static final double[] TICK_SECONDS = {
    1e-3, 1e-2, 0.1, 1, 10, 60, 600, 3600, 36_000, 86_400, 864_000, 8_640_000, 31_557_600
  };
  private static final String[] TICK_NAMES = {
    "1ms", "10ms", "0.1s", "1s", "10s", "1min", "10min", "1h", "10h", "1d", "10d", "100d", "1y"
  };

  private final long[] ages = new long[SiteTally.BUCKETS];
  private final long[] lives = new long[SiteTally.BUCKETS];

  private LifeChart(List<SiteTally> sites) {
    for (SiteTally site : sites) {
      add(ages, site.aliveAges());
      add(lives, site.closedLives());
    }
  }

  private static void add(long[] sums, List<Integer> counts) {
    for (int i = 0; i < counts.size(); i++) {
      sums[i] += counts.get(i);
    }
  }

  /// The sites that an origin speaks of: those whose stack holds its frames, as a finding leaves
  /// out the frames of the C library; where there is none, those that went through its innermost
  /// line.
  static List<SiteTally> sitesOf(Origin origin, List<SiteTally> sites) {
    List<Frame> frames = origin.frames();
    if (frames.isEmpty()) {
      return List.of();
    }
    List<SiteTally> same = through(frames, sites);
    return same.isEmpty() ? through(frames.subList(0, 1), sites) : same;
  }

  private static List<SiteTally> through(List<Frame> frames, List<SiteTally> sites) {
    return sites.stream()
        .filter(tally -> Collections.indexOfSubList(tally.site().frames(), frames) >= 0)
        .toList();
  }

  static void draw(Html html, List<SiteTally> sites) {
    LifeChart chart = new LifeChart(sites);
    if (sum(chart.ages) + sum(chart.lives) > 0) {
      chart.draw(html);
    }
  }

  private void draw(Html html) {
    int first = 0;
    while (ages[first] + lives[first] == 0) {
      first++;
    }
    int last = SiteTally.BUCKETS - 1;
    while (ages[last] + lives[last] == 0) {
      last--;
    }
    first = Math.max(0, first - 1);
    last = Math.min(SiteTally.BUCKETS - 1, Math.max(last + 1, first + 5));
    html.raw("<figure><figcaption>Opened here: ");
    html.raw("<span class=\"key closed\"></span> how long the ");
    html.text(Figures.grouped(sum(lives))).raw(" closed ones lived, and ");
    html.raw("<span class=\"key alive\"></span> how old the ");
    html.text(Figures.grouped(sum(ages))).raw(" are that stayed</figcaption>\n");
    html.raw("<svg class=\"chart\" width=\"100%\" height=\"" + (2 * HALF + AXIS) + "\"");
    html.raw(" role=\"img\" aria-label=\"Histogram of lifetimes; a table follows\">\n");
    bars(html, first, last);
    axis(html, first, last);
    html.raw("</svg></figure>\n");
    table(html, first, last);
  }

  private void bars(Html html, int first, int last) {
    int buckets = last - first + 1;
    double mostLives = Math.max(1, most(lives));
    double mostAges = Math.max(1, most(ages));
    for (int i = first; i <= last; i++) {
      String x = FlameGraph.percent(100.0 * (i - first) / buckets + 0.2);
      String width = FlameGraph.percent(100.0 / buckets - 0.4);
      int up = height(lives[i], mostLives);
      int down = height(ages[i], mostAges);
      bar(html, "closed", x, HALF - up, width, up, lives[i] + " closed", i);
      bar(html, "alive", x, HALF + AXIS, width, down, ages[i] + " alive", i);
    }
  }

  /// What is there is seen, however little beside the most.
  private static int height(long count, double most) {
    return count == 0 ? 0 : (int) Math.max(2, Math.round(count / most * (HALF - 4)));
  }

  private static void bar(
      Html html, String kind, String x, int y, String width, int height, String count, int bucket) {
    if (height > 0) {
      html.raw("<rect class=\"" + kind + "\" x=\"" + x + "\" y=\"" + y + "\" width=\"" + width);
      html.raw("\" height=\"" + height + "\" rx=\"1\"><title>");
      html.text(count + ", " + bounds(bucket)).raw("</title></rect>\n");
    }
  }

  private static void axis(Html html, int first, int last) {
    html.raw("<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"" + HALF + "\" y2=\"" + HALF);
    html.raw("\"/><line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"" + (HALF + AXIS));
    html.raw("\" y2=\"" + (HALF + AXIS) + "\"/>\n");
    List<Integer> ticks = new ArrayList<>();
    for (int i = 0; i < TICK_SECONDS.length; i++) {
      double x = position(TICK_SECONDS[i], first, last);
      if (x > 0.03 && x < 0.97) {
        ticks.add(i);
      }
    }
    int step = (ticks.size() + MOST_TICKS - 1) / MOST_TICKS;
    for (int i = 0; i < ticks.size(); i += Math.max(1, step)) {
      int tick = ticks.get(i);
      String x = FlameGraph.percent(100 * position(TICK_SECONDS[tick], first, last));
      html.raw("<text class=\"tick\" text-anchor=\"middle\" x=\"" + x + "\" y=\"" + (HALF + 15));
      html.raw("\">").text(TICK_NAMES[tick]).raw("</text>\n");
    }
  }

  /// Where a span stands from left (0) to right (1): one bucket is one doubling.
  private static double position(double seconds, int first, int last) {
    double bucket = Math.log(seconds / SiteTally.fromSeconds(1)) / Math.log(2) + 1;
    return (bucket - first) / (last - first + 1);
  }

  private void table(Html html, int first, int last) {
    html.beginTable("The same as a table", "seconds", "closed after", "open, and as old");
    for (int i = first; i <= last; i++) {
      if (lives[i] + ages[i] > 0) {
        html.row(bounds(i), Figures.grouped(lives[i]), Figures.grouped(ages[i]));
      }
    }
    html.endTable();
  }

  private static String bounds(int bucket) {
    return bucket == SiteTally.BUCKETS - 1
        ? "from " + seconds(SiteTally.fromSeconds(bucket)) + " on"
        : seconds(SiteTally.fromSeconds(bucket))
            + " – "
            + seconds(SiteTally.fromSeconds(bucket + 1));
  }

  private static String seconds(double seconds) {
    return seconds < 1
        ? Figures.decimal(seconds * 1000, seconds < 0.1 ? 1 : 0) + "ms"
        : Figures.span(seconds);
  }

  private static long most(long[] counts) {
    return java.util.Arrays.stream(counts).max().orElse(0);
  }

  private static long sum(long[] counts) {
    return java.util.Arrays.stream(counts).sum();
  }
}
