package dev.seep.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A writer to be killed: goes on where the one before ended, and prints each tick once the store
/// has taken it. Runs in a process of its own.
final class KilledWriter {
  static final SeriesKey COUNTER = new SeriesKey("host", "counter");
  static final int OTHERS = 40;

  private KilledWriter() {}

  /// @param args folder, and the number of the first tick
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    History history = Stores.open(Path.of(args[0]));
    for (long i = Long.parseLong(args[1]); ; i++) {
      history.tick(Stores.START.plusSeconds(60 * i), points(i), List.of());
      if (history.trouble().isPresent()) {
        out.println("trouble " + history.trouble());
        return;
      }
      out.println(i);
    }
  }

  private static List<Point> points(long i) {
    List<Point> points = new java.util.ArrayList<>();
    points.add(new Point(COUNTER, i));
    for (int other = 0; other < OTHERS; other++) {
      points.add(new Point(new SeriesKey("host", "other", "o" + other), i * 31 + other));
    }
    return points;
  }
}
