package dev.seep.hunt.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.Source;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Two minutes of a look each fifth of a second at a process with 10,000 connections.
class SizeTest {
  private static final int OPEN = 10_000;
  private static final int LOOKS = 600;
  private final Random random = new Random(11);

  @Test
  void connectionsThatIdleCostAlmostNothing() {
    assertThat(bytes(0, 2)).isLessThan(1_000_000);
  }

  @Test
  void aTenthOfThemInUseAndTenOpenedAndClosedAtEachLookStayInSingleDigitMegabytes() {
    assertThat(bytes(OPEN / 10, 10)).isLessThan(10_000_000);
  }

  @Test
  void evenWhereAllAreInUseAllTheTime() {
    assertThat(bytes(OPEN, 10)).isLessThan(10_000_000);
  }

  /// @param used at each look, of all
  /// @param renewed closed at each look, and as many opened
  private long bytes(int used, int renewed) {
    Counter counter = new Counter();
    double[] usedAt = new double[OPEN];
    int[] inode = new int[OPEN];
    int lastInode = 0;
    for (int i = 0; i < OPEN; i++) {
      inode[i] = ++lastInode;
      usedAt[i] = -random.nextDouble() * 1_000;
    }
    try (RecordingWriter writer = RecordingWriter.into(Path.of("counted"), counter)) {
      writer.begin(
          Recordings.PROCESS, Recordings.LIMITS, Source.EBPF, Recordings.PROCESS.startedAt());
      for (int look = 0; look < LOOKS; look++) {
        double at = look * 0.2 + random.nextDouble() * 0.01;
        for (int i = 0; i < used; i++) {
          usedAt[random.nextInt(OPEN)] = at - random.nextDouble() * 0.2;
        }
        for (int i = 0; i < renewed; i++) {
          int one = random.nextInt(OPEN);
          inode[one] = ++lastInode;
          usedAt[one] = at;
        }
        var _ = writer.look(sample(at, usedAt, inode), OPEN);
      }
      writer.end(
          Recordings.inventory(),
          Recordings.TESTIMONY,
          Recordings.WATCHED,
          List.of(),
          new dev.seep.evidence.Cost(1, 1));
      assertThat(writer.blind()).isEmpty();
    }
    return counter.bytes;
  }

  private Sample sample(double at, double[] usedAt, int[] inode) {
    List<Sighting> sightings = new ArrayList<>(OPEN);
    for (int i = 0; i < OPEN; i++) {
      // The look takes its time, and the kernel's clock ticks in steps of 4 ms.
      double idle = Math.max(0, at - usedAt[i] + random.nextInt(12) * 0.004);
      Population peer = new Population("tcp", "10.0." + i % 40 + "." + i % 250 + ":443", false);
      OpenFileKey key = new OpenFileKey(3 + i, 8, 4_000_000 + 7L * inode[i], 0);
      sightings.add(new Sighting(key, peer, Condition.ACTIVE, idle, Double.NaN));
    }
    return new Sample(at, sightings, 100 << 20, 200 << 20);
  }

  private static final class Counter extends OutputStream {
    long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int from, int length) {
      bytes += length;
    }
  }
}
