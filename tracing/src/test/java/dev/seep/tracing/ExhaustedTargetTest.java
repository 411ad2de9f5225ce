package dev.seep.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Errno;
import dev.seep.evidence.Exhaustion;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A planted server that is out of descriptors, and its healthy twin.
class ExhaustedTargetTest {
  @TempDir Path folder;

  @Test
  void aServerAtItsLimitIsToldWithTheCallThatFails() throws Exception {
    List<Exhaustion> exhausted = exhausted(List.of(), 20);
    assertThat(exhausted)
        .singleElement()
        .satisfies(each -> {
          assertThat(each.call()).isEqualTo("accept4");
          assertThat(each.errno()).isEqualTo(Errno.EMFILE);
          assertThat(each.count()).isGreaterThanOrEqualTo(20);
          assertThat(each.lastSecondsAgo()).isBetween(0.0, 60.0);
          assertThat(each.words()).startsWith("accept4 → EMFILE ");
        });
  }

  @Test
  void ofItsTwinWithOneToSpareThereIsNothingToTell() throws Exception {
    assertThat(exhausted(List.of("spare"), 0)).isEmpty();
  }

  /// What a tracer tells once there are so many calls; of none, after a second.
  private List<Exhaustion> exhausted(List<String> words, long calls) throws Exception {
    List<String> command = new ArrayList<>(List.of(compiled()));
    command.addAll(words);
    Process plant = new ProcessBuilder(command).start();
    try {
      assertThat(plant.inputReader().readLine()).isEqualTo("READY");
      int pid = Math.toIntExact(plant.pid());
      try (Trace trace = attach(pid)) {
        List<Exhaustion> found = List.of();
        for (int i = 0; i < 300 && (calls == 0 ? i < 10 : count(found) < calls); i++) {
          Thread.sleep(100);
          found = trace.look().of(pid).exhausted();
        }
        return found;
      }
    } finally {
      plant.destroyForcibly().onExit().join();
    }
  }

  private static long count(List<Exhaustion> all) {
    return all.stream().mapToLong(Exhaustion::count).sum();
  }

  private String compiled() throws Exception {
    Path source = Path.of(Objects.requireNonNull(getClass().getResource("full.c")).toURI());
    String program = folder.resolve("full").toString();
    Process compiler =
        new ProcessBuilder("gcc", "-O1", "-o", program, source.toString()).inheritIO().start();
    assertThat(compiler.waitFor()).isZero();
    return program;
  }

  private static Trace attach(int pid) {
    Reading<Trace> reading =
        TargetTrace.ofThisMachine(Path.of("/proc"))
            .attach(new ProcessIdentity(pid, 0), new TraceOptions(false));
    return switch (reading) {
      case Reading.Seen<Trace>(Trace trace) -> trace;
      case Reading.Unseen<Trace> unseen -> {
        Assumptions.assumeFalse(unseen.blind().why().contains("CAP_BPF"), unseen.blind().why());
        throw new AssertionError(unseen.blind());
      }
    };
  }
}
