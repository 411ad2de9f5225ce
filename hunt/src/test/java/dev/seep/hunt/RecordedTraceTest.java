package dev.seep.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Birth;
import dev.seep.evidence.Blind;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Frame;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Life;
import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.Population;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Use;
import dev.seep.evidence.Verdict;
import dev.seep.hunt.recording.RecordingWriter;
import dev.seep.hunt.recording.Replay;
import dev.seep.tracing.Trace;
import dev.seep.tracing.TraceLook;
import dev.seep.tracing.TraceLook.ProcessTrace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a tracer told is on file, too: sites, trails, lives.
class RecordedTraceTest {
  private static final Population PEER = new Population("tcp", "10.0.0.7:443", false);
  private static final int FIRST = 23;
  private static final Cost HELPER = new Cost(1.5, 80_000_000);

  @TempDir Path folder = Path.of("");

  /// One socket a second is forgotten, three are closed in the meantime.
  @Test
  void theLineIsNamedAgain() {
    ScriptedEye eye = new ScriptedEye(at -> sockets((int) (20 + at)));
    Path file = folder.resolve("traced");
    HuntOptions options = new HuntOptions(Duration.ofMinutes(1), true);
    HuntReport live;
    try (RecordingWriter writer = seen(RecordingWriter.open(file, false))) {
      Hunt hunt = new Hunt(eye, (target, how) -> Reading.seen(new ScriptedTrace(eye)), eye);
      live = seen(hunt.run(ScriptedEye.TARGET, options.recordedBy(writer), p -> {}, () -> false));
    }
    assertThat(live.verdict()).isInstanceOf(Verdict.Leak.class);
    assertThat(live.findings().getFirst().origin()).isNotNull();
    assertThat(live.findings().getFirst().lastUse()).isNotNull();
    assertThat(live.watched().tracing()).isNotNull();
    assertThat(live.sites()).isNotEmpty();
    assertThat(live.cost().cpuSeconds()).isGreaterThanOrEqualTo(HELPER.cpuSeconds());
    assertThat(seen(Replay.of(file))).isEqualTo(live);
  }

  private static <T> T seen(Reading<T> reading) {
    return switch (reading) {
      case Reading.Seen<T> seen -> seen.value();
      case Reading.Unseen<T>(Blind blind) -> throw new AssertionError(blind);
    };
  }

  private static List<Descriptor> sockets(int count) {
    List<Descriptor> held = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Socket socket =
          new Socket(
              SocketFamily.INET,
              "TCP",
              SocketState.NEVER_CONNECTED,
              null,
              true,
              null,
              null,
              "",
              0,
              0,
              null,
              List.of(),
              1);
      held.add(new Descriptor(3 + i, socket, 8, 1000 + i, OpenFlags.UNKNOWN, -1, 0));
    }
    return held;
  }

  /// Tells what became of those sockets.
  private static final class ScriptedTrace implements Trace {
    private final ScriptedEye eye;
    private final long began;
    private long told;

    ScriptedTrace(ScriptedEye eye) {
      this.eye = eye;
      this.began = eye.nanos();
    }

    @Override
    public void know(int pid, Map<Integer, Population> before) {}

    @Override
    public TraceLook look() {
      long now = eye.nanos();
      long seconds = (now - began) / 1_000_000_000L;
      Map<Integer, Trail> open = new HashMap<>();
      for (int i = 0; i < seconds; i++) {
        open.put(FIRST + i, trail(began + 1 + i * 1_000_000_000L));
      }
      List<Life> ended = new ArrayList<>();
      for (; told < seconds; told++) {
        for (int i = 0; i < 3; i++) {
          long born = began + told * 1_000_000_000L + i * 50_000_000L + 7;
          ended.add(new Life(900 + i, trail(born), born + 40_000_123L, "close", 4711, 1));
        }
      }
      Map<Integer, ProcessTrace> processes =
          Map.of(ScriptedEye.TARGET.pid(), new ProcessTrace(open, Map.of(), ended));
      return new TraceLook(now, processes, 4 * seconds, 3 * seconds, 0, seconds, 0);
    }

    private static Trail trail(long born) {
      Use connect = new Use("connect", -110, born + 20_000_000, 4711);
      return new Trail(new Birth("socket", born, 4711, PEER, 1), connect, 2, 0, 0);
    }

    @Override
    public void settle(Duration atMost) {}

    @Override
    public Map<Integer, CallSite> sites() {
      Frame frame = new Frame("fetch", "crawl.c", 42, "crawler", "c");
      return Map.of(1, new CallSite(1, List.of(frame), true, ""));
    }

    @Override
    public Cost cost() {
      return HELPER;
    }

    @Override
    public List<Blind> blind() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
