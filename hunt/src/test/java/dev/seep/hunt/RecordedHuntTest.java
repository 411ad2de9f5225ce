package dev.seep.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.TcpActivity;
import dev.seep.evidence.Verdict;
import dev.seep.hunt.recording.RecordingWriter;
import dev.seep.hunt.recording.Replay;
import dev.seep.tracing.Tracers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was concluded live is concluded again from the file.
class RecordedHuntTest {
  private static final HuntOptions MINUTE = new HuntOptions(Duration.ofMinutes(1), true);

  @TempDir Path folder = Path.of("");

  @Test
  void aLeakIsFoundAgainWithTheSameFigures() {
    HuntReport live = hunt(at -> sockets((int) (20 + at)));
    assertThat(live.verdict()).isInstanceOf(Verdict.Leak.class);
    assertThat(replayed()).isEqualTo(live);
  }

  @Test
  void aHealthyProcessIsHealthyAgain() {
    HuntReport live = hunt(at -> sockets(30));
    assertThat(live.verdict()).isInstanceOf(Verdict.Healthy.class);
    assertThat(replayed()).isEqualTo(live);
  }

  @Test
  void connectionsThatAreUsedAndForgottenAreJudgedAsTheyWere() {
    HuntReport live =
        hunt(at -> {
          List<Descriptor> held = new ArrayList<>(sockets((int) (3 + at / 7) % 5));
          for (int i = 0; i < 40 + at / 2; i++) {
            held.add(connection(100 + i, (long) (at * 1e3 * (i % 5) / 7) + i));
          }
          return held;
        });
    assertThat(live.findings()).isNotEmpty();
    assertThat(replayed()).isEqualTo(live);
  }

  @Test
  void theEndOfTheProcessIsInTheRecording() {
    HuntReport live = hunt(new ScriptedEye(at -> sockets((int) (20 + at))).endingAt(25), MINUTE);
    assertThat(live.blind()).anyMatch(b -> b.why().contains("has ended"));
    assertThat(replayed()).isEqualTo(live);
  }

  @Test
  void theFileIsForItsOwnerAlone() throws Exception {
    hunt(at -> sockets(3));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aDiskThatIsFullEndsTheRecordingAndNotTheHunt() {
    HuntReport plain = report(new ScriptedEye(at -> sockets(30)), MINUTE);
    var writer = RecordingWriter.into(Path.of("/full"), new FullDisk(4_000));
    HuntReport live;
    try (writer) {
      live = report(new ScriptedEye(at -> sockets((int) (20 + at))), MINUTE.recordedBy(writer));
    }
    assertThat(live.verdict()).isInstanceOf(Verdict.Leak.class);
    assertThat(live.watched().looks()).isEqualTo(plain.watched().looks());
    assertThat(live.blind())
        .anyMatch(b -> b.what().equals("the recording") && b.why().contains("No space left"));
  }

  private Path file() {
    return folder.resolve("hunt.seep");
  }

  private HuntReport hunt(DoubleFunction<List<Descriptor>> life) {
    return hunt(new ScriptedEye(life), MINUTE);
  }

  private HuntReport hunt(ScriptedEye eye, HuntOptions options) {
    try (RecordingWriter writer = seen(RecordingWriter.open(file(), false))) {
      return report(eye, options.recordedBy(writer));
    }
  }

  private static HuntReport report(ScriptedEye eye, HuntOptions options) {
    return seen(
        new Hunt(eye, Tracers.none("a test without a tracer"), eye)
            .run(ScriptedEye.TARGET, options, p -> {}, () -> false));
  }

  private HuntReport replayed() {
    return seen(Replay.of(file()));
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
      held.add(descriptor(3 + i, socket(SocketState.NEVER_CONNECTED, null)));
    }
    return held;
  }

  private static Descriptor connection(int number, long idleMillis) {
    TcpActivity activity = new TcpActivity(idleMillis, idleMillis, 0, 0, 9);
    return descriptor(number, socket(SocketState.ESTABLISHED, activity));
  }

  private static Descriptor descriptor(int number, Resource resource) {
    return new Descriptor(number, resource, 8, 1000 + number, OpenFlags.UNKNOWN, -1, 0);
  }

  private static Socket socket(
      SocketState state, @org.jspecify.annotations.Nullable TcpActivity activity) {
    boolean never = state == SocketState.NEVER_CONNECTED;
    return new Socket(
        SocketFamily.INET,
        "TCP",
        state,
        null,
        never,
        never ? null : new Endpoint("10.0.0.1", 40_000),
        never ? null : new Endpoint("10.0.0.7", 443),
        "",
        0,
        0,
        activity,
        List.of(),
        1);
  }
}
