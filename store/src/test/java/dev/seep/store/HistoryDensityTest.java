package dev.seep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryDensityTest {
  private static final double BYTES_A_SAMPLE = 2.0;

  @TempDir Path folder;

  /// 100 series, 7 days at 10 s: 1.4 bytes were measured, all files with what is not sealed yet.
  @Test
  void aSampleTakesTwoBytesAtMost() {
    RealisticHost host = new RealisticHost(100, 7);
    long samples = 0;
    try (History history = Stores.open(folder)) {
      for (int i = 0; i < 7 * 8_640; i++) {
        List<Point> changed = host.tick(i);
        samples += changed.size();
        history.tick(host.at(Stores.START, i, 10), changed, List.of());
      }
      HistoryReader.Size size = history.size();
      assertThat(size.samples()).isEqualTo(samples);
      double bytes = (double) size.bytes() / samples;
      System.out.printf("history: %.3f bytes a sample, of %,d samples%n", bytes, samples);
      assertThat(bytes).isLessThan(BYTES_A_SAMPLE);
    }
  }

  /// Series that move once in ten minutes; the closed file, as the write-ahead log's megabyte would
  /// be most of so little.
  @Test
  void soDoesASampleOfSeriesThatHardlyMove() throws IOException {
    int series = 1_000;
    long samples = 0;
    try (History history = Stores.open(folder)) {
      for (int i = 0; i < 4 * 8_640; i++) {
        Instant at = Stores.START.plusSeconds(10L * i);
        List<Point> changed = new java.util.ArrayList<>();
        for (int s = i % 60; s < series; s += 60) {
          changed.add(new Point(new SeriesKey("host", "class", "c" + s), 500 + (i * 7L + s) % 9));
        }
        samples += changed.size();
        history.tick(at, changed, List.of());
      }
    }
    double bytes = (double) Files.size(folder.resolve(Opening.FILE)) / samples;
    System.out.printf("history: %.3f bytes a sample of slow series, of %,d%n", bytes, samples);
    assertThat(bytes).isLessThan(BYTES_A_SAMPLE);
  }
}
