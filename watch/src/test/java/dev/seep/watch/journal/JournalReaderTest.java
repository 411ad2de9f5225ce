package dev.seep.watch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.watch.journal.Exhausted.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a stand-in for journalctl, a script that says what it is told to: RealJournalTest has the
/// real one.
class JournalReaderTest {
  @TempDir Path folder;
  private final Heard heard = new Heard();

  /// @param version what it answers to `--version`
  /// @param body of a shell script; its arguments are those of journalctl
  private List<String> standIn(String version, String body) throws IOException {
    Path script = folder.resolve("journalctl");
    String head = "#!/bin/sh\n[ \"$1\" = --version ] && { echo '" + version + "'; exit; }\n";
    Files.writeString(script, head + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return List.of(script.toString());
  }

  private JournalReader read(List<String> command, int linesPerSecond) {
    return new JournalReader(
        new JournalOptions(command, folder, linesPerSecond),
        heard,
        InstantSource.system(),
        System::nanoTime);
  }

  private static String entry(int pid, String message) {
    return "{\"_PID\":\"" + pid + "\",\"_COMM\":\"web\",\"MESSAGE\":\"" + message + "\"}";
  }

  @Test
  void journalctlSelectsTheLinesWhereItCan() throws Exception {
    String body = "echo \"$@\" > " + folder + "/arguments; exec sleep 60";
    try (JournalReader reader = read(standIn("systemd 252 +PCRE2 +ZSTD", body), 100)) {
      Heard.until(() -> Files.exists(folder.resolve("arguments")));
      Heard.until(() -> !text("arguments").isEmpty());
      assertThat(text("arguments")).contains("--follow", "--output=json", "--grep=", "emfile");
      assertThat(reader.blind()).isEmpty();
    }
  }

  @Test
  void whatItCannotSelectIsSelectedHere() throws Exception {
    String noise = entry(1, "all is well");
    String bytes = "{\"_PID\":\"3\",\"MESSAGE\":[69,77,70,73,76,69,255]}";
    String body =
        "echo \"$@\" > "
            + folder
            + "/arguments; echo '"
            + noise
            + "'; echo '"
            + entry(2, "accept4: too many open files")
            + "'; echo '"
            + bytes
            + "'; exec sleep 60";
    try (JournalReader reader = read(standIn("systemd 252 -PCRE2", body), 100)) {
      Heard.until(() -> heard.all.size() == 2);
      assertThat(heard.all).extracting(Exhausted::pid).containsExactly(2, 3);
      assertThat(heard.all).extracting(Exhausted::kind).containsOnly(Kind.DESCRIPTORS);
      assertThat(text("arguments")).doesNotContain("--grep");
      assertThat(reader.counts().lines()).isEqualTo(3);
    }
  }

  @Test
  void aFloodIsReadNoFurtherThanItsBudget() throws Exception {
    String line = entry(2, "accept4: too many open files");
    String body = "yes '" + line + "' | head -n 200000; exec sleep 60";
    JournalOptions options = new JournalOptions(standIn("systemd 252", body), folder, 100);
    try (JournalReader reader =
        new JournalReader(options, heard, InstantSource.system(), () -> 0)) {
      Heard.until(() -> reader.counts().lines() + reader.counts().skipped() == 200_000);
      assertThat(reader.counts().lines()).isEqualTo(200);
      assertThat(heard.all).hasSize(1);
    }
  }

  @Test
  void aLineOfAnyLengthIsCutAndTheNextIsRead() throws Exception {
    String body =
        "head -c 3000000 /dev/zero | tr '\\0' x; echo; echo '"
            + entry(2, "EMFILE")
            + "'; exec sleep 60";
    try (JournalReader reader = read(standIn("systemd 252", body), 100)) {
      Heard.until(() -> heard.all.size() == 1);
      assertThat(reader.counts().cut()).isEqualTo(1);
    }
  }

  @Test
  void whenItEndsItIsStartedAgainAndThatIsSaid() throws Exception {
    String body =
        "echo x >> "
            + folder
            + "/starts; n=$(wc -l < "
            + folder
            + "/starts); echo '{\"_PID\":\"'$n'\","
            + "\"MESSAGE\":\"EMFILE\"}'; echo 'Failed to open: No such file' >&2; exit 3";
    try (JournalReader reader = read(standIn("systemd 252", body), 100)) {
      Heard.until(() -> heard.all.size() == 2);
      assertThat(heard.all).extracting(Exhausted::pid).containsExactly(1, 2);
      assertThat(reader.counts().restarts()).isPositive();
      Heard.until(() -> reader.blind().isPresent());
      assertThat(reader.blind().orElseThrow().why())
          .isEqualTo("journalctl ended with 3: Failed to open: No such file; it is started again");
    }
  }

  @Test
  void withoutTheRightsItIsBlindAndSaysWhatWouldMendIt() throws Exception {
    String body =
        "echo 'No journal files were opened due to insufficient permissions.' >&2; exit 1";
    try (JournalReader reader = read(standIn("systemd 252", body), 100)) {
      Heard.until(
          () -> reader.blind().filter(each -> each.mend().contains("systemd-journal")).isPresent());
      assertThat(reader.blind().orElseThrow().why()).contains("insufficient permissions");
    }
  }

  @Test
  void withoutAJournalOrJournalctlItIsBlind() throws Exception {
    JournalOptions nowhere = new JournalOptions(List.of("journalctl"), folder.resolve("none"), 100);
    try (JournalReader reader =
        new JournalReader(nowhere, heard, InstantSource.system(), System::nanoTime)) {
      Heard.until(() -> reader.blind().isPresent());
      assertThat(reader.blind().orElseThrow().mend()).contains("logs");
    }
    try (JournalReader reader = read(List.of("/nonexistent/journalctl"), 100)) {
      Heard.until(() -> reader.blind().isPresent());
      assertThat(reader.blind().orElseThrow().why()).contains("/nonexistent/journalctl");
    }
  }

  @Test
  void closedItLeavesNoChildAndNoThread() throws Exception {
    String body = "echo $$ > " + folder + "/pid; exec sleep 60";
    JournalReader reader = read(standIn("systemd 252", body), 100);
    Heard.until(() -> !text("pid").isBlank());
    long pid = Long.parseLong(text("pid").strip());
    reader.close();
    Heard.until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("journal");
  }

  private String text(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException notYet) {
      return "";
    }
  }
}
