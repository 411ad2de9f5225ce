package dev.seep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryKilledTest {
  private static final int TRIES = 100;

  @TempDir Path folder;

  /// Each tick of a minute moves 41 series, so that windows are sealed all the time.
  @Test
  void aWriterKilledAHundredTimesLosesNoTickThatItAcknowledged() throws Exception {
    Random random = new Random(11);
    long next = 0;
    long acknowledged = -1;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      long last = writeAndKill(next, 1 + random.nextInt(250), random.nextInt(3_000));
      acknowledged = Math.max(acknowledged, last);
      long found = lastFound(Math.max(0, next - 200));
      assertThat(found).as("try %d", attempt).isBetween(acknowledged, acknowledged + 1);
      next = found + 1;
    }
    assertAllThere(next);
  }

  /// Kills it in the middle of what comes after so many ticks.
  ///
  /// @return the last tick that it printed
  private long writeAndKill(long first, int ticks, int micros) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                folder.toString(),
                Long.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = first - 1;
    try (BufferedReader out = writer.inputReader(StandardCharsets.US_ASCII)) {
      for (int i = 0; i < ticks; i++) {
        last = number(out.readLine());
      }
      Thread.sleep(0, micros % 1_000 * 1_000);
      writer.toHandle().destroyForcibly();
      writer.waitFor();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line.isEmpty() ? last : number(line);
      }
    } finally {
      writer.destroyForcibly();
    }
    return last;
  }

  private static long number(String line) throws IOException {
    if (line == null || !line.matches("\\d+")) {
      throw new IOException("the writer says: " + line);
    }
    return Long.parseLong(line);
  }

  private static Instant at(long tick) {
    return Stores.START.plusSeconds(60 * tick);
  }

  /// As a reader finds it that comes after the kill, without a writer.
  private long lastFound(long from) {
    try (HistoryReader reader = Stores.read(folder)) {
      return Stores.samples(reader, KilledWriter.COUNTER, at(from), Instant.MAX).stream()
          .mapToLong(Stores.Sample::value)
          .max()
          .orElse(-1);
    }
  }

  private void assertAllThere(long ticks) {
    try (History history = Stores.open(folder)) {
      assertThat(history.trouble()).isEmpty();
      List<SeriesKey> series = history.series(Instant.MIN, Instant.MAX);
      assertThat(series).hasSize(1 + KilledWriter.OTHERS);
      for (SeriesKey key : series) {
        List<Stores.Sample> samples = Stores.samples(history, key);
        samples.removeIf(sample -> sample.value() == Point.GONE);
        assertThat(samples).as("%s", key).hasSize((int) ticks);
      }
      List<Stores.Sample> counted = Stores.samples(history, KilledWriter.COUNTER);
      counted.removeIf(sample -> sample.value() == Point.GONE);
      for (int i = 0; i < ticks; i++) {
        assertThat(counted.get(i)).isEqualTo(new Stores.Sample(at(i), i));
      }
    }
  }
}
