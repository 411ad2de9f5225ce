package dev.seep.hunt.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Blind;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Reading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that are no recording, or no whole one: never an exception, always a reason.
class DamagedFilesTest {
  @TempDir Path folder = Path.of("");

  @Test
  void aFileThatBreaksOffAnywhereIsJudgedByWhatIsWhole() throws Exception {
    byte[] whole = recording();
    HuntReport full = seen(replay(whole));
    int lastLooks = 0;
    int judged = 0;
    for (int length = 0; length < whole.length; length += 100) {
      switch (replay(Arrays.copyOf(whole, length))) {
        case Reading.Unseen<HuntReport>(Blind blind) -> {
          assertThat(judged).as("readable at a shorter length than %d", length).isZero();
          assertThat(blind.mend()).isNotEmpty();
        }
        case Reading.Seen<HuntReport>(HuntReport report) -> {
          judged++;
          assertThat(report.blind()).anyMatch(b -> b.what().equals("the recording"));
          assertThat(report.watched().looks()).isBetween(lastLooks, full.watched().looks());
          lastLooks = report.watched().looks();
        }
      }
    }
    assertThat(judged).isGreaterThan(10);
    assertThat(lastLooks).isGreaterThan(30);
  }

  @Test
  void aCutChecksumIsToldAndChangesNothingElse() throws Exception {
    byte[] whole = recording();
    HuntReport full = seen(replay(whole));
    HuntReport cut = seen(replay(Arrays.copyOf(whole, whole.length - 4)));
    assertThat(cut.findings()).isEqualTo(full.findings());
    assertThat(cut.watched()).isEqualTo(full.watched());
    assertThat(cut.blind()).anyMatch(b -> b.why().contains("checksum"));
  }

  /// Flipped bits are found by the checksum at the latest, so that no figure is ever wrong.
  @Test
  void flippedBitsAreNeverTakenForTheTruth() throws Exception {
    byte[] whole = recording();
    HuntReport full = seen(replay(whole));
    Random random = new Random(42);
    int refused = 0;
    for (int i = 0; i < 150; i++) {
      byte[] damaged = whole.clone();
      int at = random.nextInt(damaged.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      switch (replay(damaged)) {
        case Reading.Unseen<HuntReport>(Blind blind) -> {
          refused++;
          assertThat(blind.why()).as("byte %d", at).isNotEmpty();
        }
        case Reading.Seen<HuntReport>(HuntReport report) -> {
          boolean said = report.blind().stream().anyMatch(b -> b.what().equals("the recording"));
          if (!said) {
            assertThat(report).as("byte %d", at).isEqualTo(full);
          }
        }
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void linesThatWereTamperedWithAreRefusedOrJudgedButNeverFailOtherwise() throws Exception {
    String text = unzip(recording());
    Random random = new Random(7);
    String alphabet = "{}[]\",:0129-.eEnult\n ";
    for (int i = 0; i < 150; i++) {
      StringBuilder other = new StringBuilder(text);
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        other.setCharAt(random.nextInt(other.length()), c);
      }
      Reading<HuntReport> reading = replay(zip(other.toString()));
      if (reading instanceof Reading.Unseen<HuntReport>(Blind blind)) {
        assertThat(blind.what()).as("try %d", i).contains("bad.seep");
        assertThat(blind.mend()).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"version\":1 | \"version\":2 | line 1 | of version 2",
        "seep-recording | other-recording | line 1 | no recording of Seep",
        "\"version\":1 | \"version\":1,\"more\":1 | line 1 | not known here: more",
        "\"version\":1 | \"version\":1,\"version\":1 | line 1 | given twice: version",
        "\"version\":1 | \"version\":\"1\" | line 1 | a whole number is expected in `version`",
        "\"version\":1 | \"version\":1e999 | line 1 | a whole number is expected",
        "\"version\":1 | \"version\":99999999999 | line 1 | not JSON as it must be",
        ",\"version\":1 | ~~ | line 1 | `version` is missing",
        "\"pid\":77 | \"pid\":-77 | line 2 | pid must be positive",
        "\"source\":\"PROCFS\" | \"source\":\"RUMOUR\" | line 2 | not a word for Source",
        "\"threads\":1 | \"threads\":null | line 2 | a whole number is expected in `threads`",
        "\"Head\": | \"Tail\": | line 2 | not known here: Tail",
        "{\"Head\": | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ | line 2 | an object is expected",
        "\"traced\":true | \"traced\":2 | line | true or false",
        "{\"Look\": | {\"Descriptors\":{\"some\":[]}} {\"Look\": | line 3 | something behind",
      })
  void aLineThatDoesNotSayWhatItMustIsNamed(String is, String becomes, String line, String why)
      throws Exception {
    String text = unzip(recording());
    assertThat(text).contains(is);
    Reading<HuntReport> reading = replay(zip(text.replaceFirst(quote(is), quoteNew(becomes))));
    Blind blind = ((Reading.Unseen<HuntReport>) reading).blind();
    assertThat(blind.what()).contains("bad.seep, " + line);
    assertThat(blind.why()).contains(why);
  }

  private static String quote(String text) {
    return java.util.regex.Pattern.quote(text);
  }

  private static String quoteNew(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  @Test
  void whatIsNoRecordingAtAllIsSaid() throws Exception {
    assertThat(why(new byte[0])).contains("breaks off at once");
    assertThat(why("plain text, and long enough".getBytes(StandardCharsets.UTF_8)))
        .contains("not compressed by gzip");
    assertThat(why(zip("hello\nworld\n"))).contains("not JSON");
    assertThat(why(zip(""))).contains("before the first look");
    assertThat(((Reading.Unseen<HuntReport>) Replay.of(folder)).blind().why())
        .contains("no regular file");
    assertThat(((Reading.Unseen<HuntReport>) Replay.of(folder.resolve("none"))).blind().why())
        .contains("no such file");
  }

  @Test
  void aLineWithoutEndIsRefusedBeforeItFillsTheMemory() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      byte[] spaces = new byte[1 << 20];
      Arrays.fill(spaces, (byte) ' ');
      for (int i = 0; i < 70; i++) {
        out.write(spaces);
      }
    }
    assertThat(bytes.size()).isLessThan(1 << 20);
    assertThat(why(bytes.toByteArray())).contains("longer than 64 MiB");
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyWhenThatIsAsked() throws Exception {
    Path file = folder.resolve("there");
    Files.writeString(file, "precious");
    assertThat(((Reading.Unseen<?>) RecordingWriter.open(file, false)).blind().mend())
        .contains("--force");
    assertThat(Files.readString(file)).isEqualTo("precious");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertThat(RecordingWriter.open(link, true)).isInstanceOf(Reading.Unseen.class);
    assertThat(Files.readString(file)).isEqualTo("precious");
    seen(RecordingWriter.open(file, true)).close();
    assertThat(file).as("nothing was recorded").doesNotExist();
    Path nowhere = folder.resolve("no/such/folder");
    assertThat(((Reading.Unseen<?>) RecordingWriter.open(nowhere, false)).blind().why())
        .contains("no such file or folder");
  }

  private String why(byte[] bytes) throws IOException {
    return ((Reading.Unseen<HuntReport>) replay(bytes)).blind().why();
  }

  private Reading<HuntReport> replay(byte[] bytes) throws IOException {
    Path file = folder.resolve("bad.seep");
    Files.write(file, bytes);
    return Replay.of(file);
  }

  private byte[] recording() throws IOException {
    Path file = folder.resolve("whole.seep");
    Recordings.write(file);
    return Files.readAllBytes(file);
  }

  private static byte[] zip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  private static String unzip(byte[] bytes) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static <T> T seen(Reading<T> reading) {
    return switch (reading) {
      case Reading.Seen<T> seen -> seen.value();
      case Reading.Unseen<T>(Blind blind) -> throw new AssertionError(blind);
    };
  }
}
