package dev.seep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/// What the history costs: bytes a sample, time a tick, and the query of seven days of one series.
///
/// Arguments: series, days, interval in seconds; then as many lines as there are figures.
public final class StoreBenchmark {
  private final int series;
  private final int intervalSeconds;
  private final int ticks;
  private final long[] tickNanos;
  private long samples;

  private StoreBenchmark(int series, int days, int intervalSeconds) {
    this.series = series;
    this.intervalSeconds = intervalSeconds;
    this.ticks = days * 86_400 / intervalSeconds;
    this.tickNanos = new long[ticks];
  }

  public static void main(String[] args) throws IOException {
    StoreBenchmark benchmark =
        new StoreBenchmark(
            Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    Path folder = Files.createTempDirectory("seep-store-benchmark");
    try {
      benchmark.run(folder);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void run(Path folder) throws IOException {
    RealisticHost host = new RealisticHost(series, 1);
    Instant last = Stores.START;
    long begun = System.nanoTime();
    try (History history = Stores.open(folder)) {
      for (int i = 0; i < ticks; i++) {
        last = host.at(Stores.START, i, intervalSeconds);
        var changed = host.tick(i);
        samples += changed.size();
        long before = System.nanoTime();
        history.tick(last, changed, java.util.List.of());
        tickNanos[i] = System.nanoTime() - before;
      }
      report("wall", (System.nanoTime() - begun) / 1e9, "s");
      ingest();
      density(history.size());
      query(history, host, last);
    }
    report("file after close", Files.size(folder.resolve(Opening.FILE)) / 1e6, "MB");
    Runtime.getRuntime().gc();
    resident();
  }

  private void ingest() {
    long total = Arrays.stream(tickNanos).sum();
    Arrays.sort(tickNanos);
    report("ticks", ticks, "");
    report("samples", (double) samples, "");
    report("ingest", (double) samples / (total / 1e9), "samples a second");
    report("tick, mean", total / 1e6 / ticks, "ms");
    report("tick, median", tickNanos[ticks / 2] / 1e6, "ms");
    report("tick, 99 %", tickNanos[(int) (ticks * 0.99)] / 1e6, "ms");
    report("tick, longest", tickNanos[ticks - 1] / 1e6, "ms");
  }

  private void density(HistoryReader.Size size) {
    report("on disk", size.bytes() / 1e6, "MB");
    report("bytes a sample", (double) size.bytes() / samples, "");
  }

  private void query(History history, RealisticHost host, Instant last) {
    Instant from = last.minus(Duration.ofDays(7));
    double[] millis = new double[30];
    for (int i = 0; i < millis.length; i++) {
      long before = System.nanoTime();
      history.track(host.key(i % series), from, last, 1_000);
      millis[i] = (System.nanoTime() - before) / 1e6;
    }
    report("7 days of one series, first", millis[0], "ms");
    Arrays.sort(millis);
    report("7 days of one series, median", millis[millis.length / 2], "ms");
    report("7 days of one series, longest", millis[millis.length - 1], "ms");
    long before = System.nanoTime();
    int found = history.series(from, last).size();
    report("list of " + found + " series", (System.nanoTime() - before) / 1e6, "ms");
  }

  private static void resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS") || line.startsWith("VmHWM")) {
        System.out.println(line.replaceAll("\\s+", " "));
      }
    }
  }

  private static void report(String what, double figure, String unit) {
    System.out.printf(Locale.ROOT, "%-32s %,14.3f %s%n", what, figure, unit);
  }
}
