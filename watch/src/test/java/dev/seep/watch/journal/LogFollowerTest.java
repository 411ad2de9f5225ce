package dev.seep.watch.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seep.watch.journal.Exhausted.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
  private static final String LINE = "accept4: too many open files\n";

  @TempDir Path folder;
  private final Heard heard = new Heard();

  private LogFollower follow(String pattern) {
    return new LogFollower(
        List.of(folder + "/" + pattern), heard, InstantSource.system(), System::nanoTime, 10);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(
        folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String by(int pid) {
    return "web[" + pid + "]: " + LINE;
  }

  private void awaitPids(Integer... pids) throws InterruptedException {
    Heard.until(() -> heard.all.size() >= pids.length);
    assertThat(heard.all).extracting(Exhausted::pid).containsExactlyInAnyOrder(pids);
  }

  @Test
  void whatIsAppendedIsTiedToItsProcessAndWhatWasThereIsNot() throws Exception {
    write("a.log", by(1));
    try (LogFollower follower = follow("*.log")) {
      write("a.log", "all is well\n" + by(2));
      write(
          "a.log", "2026/03/01 10:00:00 [crit] 3#3: accept4() failed (24: Too many open files)\n");
      awaitPids(2, 3);
      assertThat(heard.all)
          .extracting(Exhausted::command)
          .containsExactlyInAnyOrder("web", "nginx");
      assertThat(heard.all).extracting(Exhausted::kind).containsOnly(Kind.DESCRIPTORS);
      assertThat(follower.counts().lines()).isEqualTo(3);
      assertThat(follower.blind()).isEmpty();
    }
  }

  @Test
  void aLineThatComesInPiecesIsOneLine() throws Exception {
    write("a.log", "");
    try (LogFollower follower = follow("*.log")) {
      write("a.log", "web[4]: accept4: too many op");
      Thread.sleep(100);
      write("a.log", "en files\n");
      awaitPids(4);
      assertThat(follower.counts().lines()).isEqualTo(1);
    }
  }

  @Test
  void aRenamedLogIsReadToItsEndAndTheNewOneFromItsBeginning() throws Exception {
    Path log = write("a.log", "");
    try (LogFollower follower = follow("a.log*")) {
      write("a.log", by(5));
      awaitPids(5);
      Files.move(log, folder.resolve("a.log.1"));
      write("a.log.1", by(6));
      write("a.log", by(7));
      awaitPids(5, 6, 7);
      Heard.until(() -> follower.counts().restarts() > 0);
      write("a.log", by(8));
      awaitPids(5, 6, 7, 8);
      Thread.sleep(300);
      assertThat(follower.counts().matched()).as("nothing is read twice").isEqualTo(4);
    }
  }

  @Test
  void aLogThatIsEmptiedInPlaceIsReadFromItsBeginning() throws Exception {
    Path log = write("a.log", "some line that was there before\n".repeat(10));
    try (LogFollower follower = follow("a.log")) {
      Files.writeString(log, by(9));
      awaitPids(9);
      assertThat(follower.counts().restarts()).isEqualTo(1);
    }
  }

  @Test
  void aLineOfAnyLengthIsCutAndCounted() throws Exception {
    write("a.log", "");
    try (LogFollower follower = follow("a.log")) {
      write("a.log", "x".repeat(100_000) + LINE + by(10));
      awaitPids(10);
      assertThat(follower.counts().cut()).isEqualTo(1);
    }
  }

  @Test
  void theOnlyProcessThatHasTheFileOpenIsItsWriter() throws Exception {
    Path log = write("a.log", "");
    Process writer =
        new ProcessBuilder("sh", "-c", "read go; echo 'accept4: too many open files'; read stop")
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try (LogFollower follower = follow("a.log")) {
      writer.getOutputStream().write('\n');
      writer.getOutputStream().flush();
      awaitPids((int) writer.pid());
      assertThat(heard.all.getFirst().command()).isEqualTo("sh");
      assertThat(follower.counts().told()).isEqualTo(1);
    } finally {
      writer.destroyForcibly().onExit().join();
    }
  }

  @Test
  void aFifoIsLeftAloneAndWhatIsNotThereIsSaid() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", folder.resolve("a.log").toString()).start().waitFor())
        .isZero();
    try (LogFollower follower = follow("a.log")) {
      assertThat(follower.blind())
          .singleElement()
          .satisfies(blind -> assertThat(blind.mend()).contains("logs"));
    }
  }

  @Test
  void aFloodIsReadNoFurtherThanItsBudget() throws Exception {
    write("a.log", "");
    List<String> pattern = List.of(folder + "/a.log");
    try (LogFollower follower =
        new LogFollower(pattern, heard, InstantSource.system(), () -> 0, 10)) {
      write("a.log", LINE.repeat(90_000));
      Heard.until(() -> follower.counts().lines() + follower.counts().skipped() > 30_000);
      assertThat(follower.counts().lines()).isEqualTo(10_000);
      assertThat(follower.blind()).anyMatch(blind -> blind.why().contains("too fast"));
      assertThat(heard.all).hasSize(1);
    }
  }

  @Test
  void aPatternThatIsNoneIsRefusedWithTheReason() {
    assertThatThrownBy(() -> follow("[a")).hasMessageContaining("is no pattern");
    assertThatThrownBy(() ->
            new LogFollower(List.of("a.log"), heard, InstantSource.system(), System::nanoTime))
        .hasMessage("logs: 'a.log' is not absolute: begin it with /");
  }

  @Test
  void nothingStaysOpenOnceItIsClosed() throws Exception {
    Path log = write("a.log", "");
    LogFollower follower = follow("a.log");
    assertThat(openBy(log)).isTrue();
    follower.close();
    assertThat(openBy(log)).isFalse();
  }

  private static boolean openBy(Path log) throws IOException {
    try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path each : all) {
        if (Files.isSymbolicLink(each) && Files.readSymbolicLink(each).equals(log.toRealPath())) {
          return true;
        }
      }
    }
    return false;
  }
}
