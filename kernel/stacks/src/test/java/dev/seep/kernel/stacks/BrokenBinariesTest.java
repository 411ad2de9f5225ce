package dev.seep.kernel.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Frame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A target with broken binaries in it gets an answer for every stack, whatever became of the
/// helper.
class BrokenBinariesTest {
  /// Another one: `-Dseep.seed=N`.
  private static final long SEED = Long.getLong("seep.seed", 20261121);

  /// One hunt looks at this many broken files at once.
  private static final int AT_ONCE = 12;

  @TempDir Path folder;

  @Test
  void whateverABinaryHoldsThereIsAnAnswerInTimeAndNothingIsLeftOpen() throws Exception {
    Snapshots snapshots = new Snapshots(folder);
    Path program = snapshots.build("chain.cc", "chain", "-O1", "-g", "-no-pie");
    inMain = Snapshots.addressOf(program, "main") - 0x400000 + 8;
    List<Mutations.Broken> all = new Mutations(Files.readAllBytes(program), SEED).all();
    assertThat(all).hasSizeGreaterThan(100);
    int before = -1;
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      hunt(all.subList(from, Math.min(all.size(), from + AT_ONCE)), from);
      before = before < 0 ? Symbolisers.descriptors() : before;
      assertThat(Symbolisers.descriptors()).isLessThanOrEqualTo(before);
    }
  }

  /// Where `main` lies behind the start of the file's first mapping.
  private long inMain;

  @Test
  void aPerfMapMayHoldAnything() throws Exception {
    FakeTarget target = new FakeTarget(Files.createDirectory(folder.resolve("jit")));
    target.map("/bin/daemon", new byte[] {1});
    String long1 = "x".repeat(100_000);
    target.perfMap(
        """
        1000 10 good
        zzzz 10 no address
        2000 ffffffffffffffff endless
        ffffffffffffffff ffffffffffffffff wrapped
        3000
        4000 10 \u001b[2J\r\u0000
        5000 -10 negative
        123456789012345678901234567890 10 too long

        1000 10 again
        6000 10 %s
        """
            .formatted(long1),
        "rw-r--r--");
    try (Symboliser symboliser =
        Symbolisers.seen(Symboliser.start(target.proc(), FakeTarget.PID))) {
      for (long address = 0x1000; address <= 0x6000; address += 0x1000) {
        assertThat(symboliser.resolve(Symbolisers.at(address + 4)).frames()).isNotEmpty();
      }
      Frame good = symboliser.resolve(Symbolisers.at(0x1004)).frames().getFirst();
      assertThat(good.function()).containsAnyOf("good", "again");
      assertThat(symboliser.blind()).isEmpty();
    }
  }

  @Test
  void aPerfMapOfAMillionLinesIsUsed() throws Exception {
    FakeTarget target = new FakeTarget(Files.createDirectory(folder.resolve("large")));
    target.map("/bin/daemon", new byte[] {1});
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 1_000_000; i++) {
      text.append(Integer.toHexString(i << 6)).append(" 40 function").append(i).append('\n');
    }
    target.perfMap(text.toString(), "rw-r--r--");
    try (Symboliser symboliser =
        Symbolisers.seen(Symboliser.start(target.proc(), FakeTarget.PID))) {
      Unwound unwound = symboliser.resolve(Symbolisers.at((999_999L << 6) + 8));
      assertThat(symboliser.blind()).isEmpty();
      assertThat(unwound.frames().getFirst().function()).contains("function999999");
    }
  }

  private void hunt(List<Mutations.Broken> some, int number) throws Exception {
    FakeTarget target = new FakeTarget(Files.createDirectory(folder.resolve("target" + number)));
    List<Long> starts = new ArrayList<>();
    long healthy = target.map("/lib/healthy", Files.readAllBytes(folder.resolve("chain")));
    for (int i = 0; i < some.size(); i++) {
      starts.add(target.map("/lib/broken" + i, some.get(i).bytes().array()));
    }
    try (Symboliser symboliser =
        Symbolisers.seen(
            Symboliser.start(target.proc(), FakeTarget.PID, HelperCommand.ofThisProcess()))) {
      for (int i = 0; i < some.size(); i++) {
        StackCopy copy = Symbolisers.at(starts.get(i) + inMain, stack(starts.get(i)));
        String how = some.get(i).how() + " (seed " + SEED + ")";
        Unwound unwound =
            Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> symboliser.resolve(copy), how);
        assertThat(unwound.frames()).as(how).isNotEmpty();
        assertThat(unwound.whole() || !unwound.remark().isEmpty()).as(how).isTrue();
      }
      Frame main = symboliser.resolve(Symbolisers.at(healthy + inMain)).frames().getFirst();
      assertThat(main.function()).as("the file among them that is not broken").isEqualTo("main");
    }
  }

  /// Return addresses all over the code.
  private static byte[] stack(long start) {
    ByteBuffer stack = ByteBuffer.allocate(2048).order(ByteOrder.nativeOrder());
    for (int i = 0; stack.hasRemaining(); i++) {
      stack.putLong(start + 0x1000 + i * 16L);
    }
    return stack.array();
  }
}
