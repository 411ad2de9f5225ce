package dev.seep.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Blind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryOnBadDaysTest {
  private static final SeriesKey OPEN = new SeriesKey("unit:a.service/a/0", "open");

  @TempDir Path folder;

  private static void fill(History history, Instant from, int ticks) {
    for (int i = 0; i < ticks; i++) {
      history.tick(from.plusSeconds(10L * i), List.of(new Point(OPEN, 100 + i)), List.of());
    }
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Opening.FILE));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  @Test
  void aSecondWriterIsRefusedAndTheFirstOneGoesOn() {
    try (History first = Stores.open(folder)) {
      fill(first, Stores.START, 3);
      Blind refusal = Stores.refusal(Histories.open(folder, Stores.LARGE, () -> Stores.START));
      assertThat(refusal.why())
          .contains("another seep watch")
          .contains("process " + ProcessHandle.current().pid());
      fill(first, Stores.START.plusSeconds(100), 3);
      assertThat(first.trouble()).isEmpty();
      assertThat(Stores.samples(first, OPEN)).hasSize(6);
    }
    Stores.open(folder).close();
  }

  @Test
  void aStoreOfANewerVersionIsRefusedUntouched() throws Exception {
    try (History history = Stores.open(folder)) {
      fill(history, Stores.START, 3);
    }
    sql("PRAGMA user_version=99");
    byte[] before = Files.readAllBytes(folder.resolve(Opening.FILE));
    Blind refusal = Stores.refusal(Histories.open(folder, Stores.LARGE, () -> Stores.START));
    assertThat(refusal.why()).contains("version 99").contains("newer Seep");
    assertThat(Stores.refusal(Histories.read(folder)).why()).contains("version 99");
    assertThat(Files.readAllBytes(folder.resolve(Opening.FILE))).isEqualTo(before);
  }

  @Test
  void aStoreOfAnOlderVersionIsBroughtUpToDate() throws Exception {
    try (History history = Stores.open(folder)) {
      fill(history, Stores.START, 2_000);
    }
    sql("DROP TABLE mark", "PRAGMA user_version=1");
    assertThat(Stores.refusal(Histories.read(folder)).mend())
        .contains("brings the file up to date");
    Instant later = Stores.START.plus(Duration.ofDays(1));
    Mark deploy = new Mark(later, OPEN.owner(), "deploy", "version 2 of a");
    try (History history = Stores.open(folder)) {
      assertThat(history.trouble()).isEmpty();
      history.tick(later, List.of(), List.of(deploy));
      assertThat(Stores.samples(history, OPEN))
          .filteredOn(s -> s.value() != Point.GONE)
          .hasSize(2_000);
      assertThat(history.marks("", Instant.MIN, Instant.MAX)).containsExactly(deploy);
    }
    Stores.read(folder).close();
  }

  @Test
  void aFileThatIsNoDatabaseIsMovedAsideAndTold() throws IOException {
    Files.writeString(folder.resolve(Opening.FILE), "this is no database\n".repeat(1_000));
    assertBegunAnew();
  }

  @Test
  void aFileThatWasCutShortIsMovedAsideAndTold() throws IOException {
    try (History history = Stores.open(folder)) {
      fill(history, Stores.START, 3_000);
    }
    Path file = folder.resolve(Opening.FILE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    assertBegunAnew();
  }

  @Test
  void aFileWithPagesOverwrittenIsMovedAsideAndTold() throws IOException {
    try (History history = Stores.open(folder)) {
      fill(history, Stores.START, 3_000);
    }
    Path file = folder.resolve(Opening.FILE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long at = 8_192; at + 4_096 <= channel.size(); at += 8_192) {
        channel.write(
            ByteBuffer.wrap(
                "garbage ".repeat(512).getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
            at);
      }
    }
    assertBegunAnew();
  }

  private void assertBegunAnew() throws IOException {
    try (History history = Stores.open(folder)) {
      Blind told = history.trouble().orElseThrow();
      assertThat(told.why()).contains("damaged").contains("begun anew");
      assertThat(told.mend()).contains(Opening.FILE + ".damaged-");
      fill(history, Stores.START, 10);
      assertThat(Stores.samples(history, OPEN)).hasSize(10);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith(Opening.FILE + ".damaged-"));
    }
  }

  @Test
  void aDamagedPieceIsAGapAndTold() throws Exception {
    try (History history = Stores.open(folder)) {
      fill(history, Stores.START, 3_000);
    }
    sql("UPDATE chunk SET data = zeroblob(length(data)) WHERE id = (SELECT MIN(id) FROM chunk)");
    try (History history = Stores.open(folder)) {
      List<Stores.Sample> left = Stores.samples(history, OPEN);
      assertThat(left).hasSizeGreaterThan(1_000).hasSizeLessThan(3_000);
      assertThat(history.trouble().orElseThrow().why()).contains("could not be read");
    }
  }

  @Test
  void aClockSetBackAYearLosesNothingAndIsMarked() {
    Instant yearBefore = Stores.START.minus(Duration.ofDays(365));
    Histories.Bounds month = new Histories.Bounds(1L << 30, Duration.ofDays(30));
    try (History history = Stores.open(folder, month)) {
      fill(history, Stores.START, 2_000);
      fill(history, yearBefore, 2_000);
      fill(history, Stores.START.plus(Duration.ofDays(1)), 2_000);
      assertThat(Stores.samples(history, OPEN))
          .filteredOn(sample -> sample.value() != Point.GONE)
          .hasSize(6_000);
      List<Mark> marks = history.marks("", Instant.MIN, Instant.MAX);
      assertThat(marks)
          .singleElement()
          .satisfies(mark -> {
            assertThat(mark.kind()).isEqualTo("clock");
            assertThat(mark.at()).isEqualTo(yearBefore);
            assertThat(mark.text()).contains("set back");
          });
      assertThat(history.span().orElseThrow().first()).isEqualTo(yearBefore);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsAResult() throws IOException {
    Path file = Files.createFile(folder.resolve("not-a-folder"));
    Blind refusal = Stores.refusal(Histories.open(file, Stores.LARGE, () -> Stores.START));
    assertThat(refusal.why()).contains("cannot be written");
    assertThat(refusal.mend()).isNotEmpty();
  }

  @Test
  void aReaderOfNothingIsAResult() {
    Blind refusal = Stores.refusal(Histories.read(folder));
    assertThat(refusal.why()).isEqualTo("there is none");
    assertThat(refusal.mend()).contains("seep watch");
  }

  @Test
  void noNativeLibraryIsLeftBehind() throws IOException {
    Stores.open(folder).close();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".sqlite-"));
    }
  }
}
