package dev.seep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.evidence.Blind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a small tmpfs of its own that is filled by somebody else.
final class HistoryDiskFullTest {
  private static final SeriesKey OPEN = new SeriesKey("host", "open");

  @TempDir Path folder;

  private Path disk = Path.of("/");
  private boolean mounted;
  private Instant now = Stores.START;
  private long written;

  @BeforeEach
  void mount() throws Exception {
    // The library stays mapped from where it was loaded, which would hold the small disk.
    Stores.open(folder.resolve("library")).close();
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString()) == 0;
    assumeTrue(mounted, "a tmpfs may not be mounted here: needs root");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", disk.toString())).isZero();
    }
  }

  private static int run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private void tick(History history, int count) {
    for (int i = 0; i < count; i++) {
      now = now.plusSeconds(10);
      List<Point> changed = new ArrayList<>();
      changed.add(new Point(OPEN, ++written));
      for (int s = 0; s < 50; s++) {
        changed.add(
            new Point(new SeriesKey("host", "noise", "n" + s), (written * 7919 + s) % 9973));
      }
      history.tick(now, changed, List.of());
    }
  }

  private Path fillDisk() throws IOException {
    Path filler = disk.resolve("filler");
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      return filler;
    }
  }

  private List<Stores.Sample> values(HistoryReader history) {
    List<Stores.Sample> samples = Stores.samples(history, OPEN);
    samples.removeIf(sample -> sample.value() == Point.GONE);
    return samples;
  }

  @Test
  void nothingOlderIsLostItIsToldAndWhatWaitedIsWrittenLater() throws Exception {
    try (History history = Stores.open(disk.resolve("store"))) {
      history.documents().put("incident", "a", "kept");
      tick(history, 1_000);
      assertThat(history.trouble()).isEmpty();
      Path filler = fillDisk();
      tick(history, 1_000);
      Blind told = history.trouble().orElseThrow();
      assertThat(told.why()).contains("not written since").contains("nothing is lost so far");
      assertThat(told.mend()).contains("make room");
      assertThat(values(history)).hasSizeGreaterThanOrEqualTo(1_000);
      assertThatThrownBy(() -> history.documents().put("incident", "b", "x".repeat(100_000)))
          .isInstanceOf(Documents.NotWritten.class)
          .hasMessageContaining("incident b");
      assertThat(history.documents().get("incident", "a")).contains("kept");
      Files.delete(filler);
      tick(history, 1);
      assertThat(history.trouble()).isEmpty();
      assertThat(values(history)).hasSize(2_001);
      history.documents().put("incident", "b", "again");
    }
    try (History again = Stores.open(disk.resolve("store"))) {
      assertThat(values(again)).hasSize(2_001);
      assertThat(again.documents().get("incident", "b")).contains("again");
    }
  }

  @Test
  void whatFindsNoRoomInMemoryEitherIsAGapAndTold() throws Exception {
    try (History history = Stores.open(disk.resolve("store"))) {
      tick(history, 100);
      Path filler = fillDisk();
      tick(history, 20_000);
      assertThat(history.trouble().orElseThrow().why()).contains("is lost");
      long missing = written;
      Files.delete(filler);
      for (int i = 0; i < 20 && history.trouble().isPresent(); i++) {
        tick(history, 1);
      }
      assertThat(history.trouble()).isEmpty();
      tick(history, 10);
      List<Stores.Sample> samples = values(history);
      assertThat(samples.size()).isGreaterThan(5_000).isLessThan((int) missing);
      for (int i = 0; i < 5_000; i++) {
        assertThat(samples.get(i).value()).isEqualTo(i + 1);
      }
      assertThat(samples.getLast()).isEqualTo(new Stores.Sample(now, written));
      assertThat(history.marks("seep", Instant.MIN, Instant.MAX))
          .anyMatch(mark -> mark.kind().equals("history-lost"));
      Instant within = Stores.START.plusSeconds(10L * (missing - 100));
      assertThat(history.track(OPEN, within, within.plusSeconds(60), 3).steps())
          .allMatch(Track.Step::isGap);
    }
  }
}
