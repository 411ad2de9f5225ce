package dev.seep.hunt.recording;

import dev.seep.evidence.Blind;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Reading;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;

/// Judges a recorded hunt again: the same samples through the same detector and diagnosis. One and
/// the same Seep says what it said when it recorded; another says what it knows better.
public final class Replay {
  private static final Blind NO_CHECKSUM =
      new Blind(
          "the recording",
          "its checksum is cut off, so that damage may have gone unnoticed",
          "copy the file again, if the original is longer");

  private Replay() {}

  /// What the hunt in the file concludes.
  ///
  /// @return unseen when the file is no recording, or is damaged; one that breaks off is judged by
  ///   what is whole, and says so in [HuntReport#blind]
  public static Reading<HuntReport> of(Path file) {
    return read(file).map(Replayed::report);
  }

  /// The same, and when it was.
  public static Reading<Replayed> read(Path file) {
    if (!Files.isRegularFile(file)) {
      boolean there = Files.exists(file);
      return Reading.unseen(
          file.toString(),
          there ? "it is no regular file" : "there is no such file",
          "give a file that `seep hunt --record FILE` wrote");
    }
    try (var bytes = Files.newInputStream(file);
        LineInput lines = new LineInput(bytes)) {
      return read(file, lines);
    } catch (ZipException e) {
      return noRecording(file, "it is not compressed by gzip");
    } catch (EOFException e) {
      return noRecording(file, "it is empty or breaks off at once");
    } catch (IOException e) {
      return Reading.unseen(
          file.toString(), "it cannot be read: " + Failures.words(e), "see to its rights");
    } catch (OutOfMemoryError e) {
      return Reading.unseen(
          file.toString(),
          "it holds more than fits into Seep's memory",
          "replay with more, such as JAVA_TOOL_OPTIONS=-Xmx2g");
    }
  }

  private static Reading<Replayed> read(Path file, LineInput lines) throws IOException {
    Performance performance = new Performance();
    try {
      for (Lines line = lines.next(); line != null; line = lines.next()) {
        performance.take(line);
      }
      if (performance.isOver()) {
        return Reading.seen(performance.whole(lines.isCut() ? List.of(NO_CHECKSUM) : List.of()));
      }
    } catch (DamagedException e) {
      return Reading.unseen(
          file + ", line " + lines.number(),
          String.valueOf(e.getMessage()),
          "copy the file again from where it was recorded, or record anew");
    }
    if (!performance.hasLooks()) {
      return Reading.unseen(
          file.toString(),
          "it breaks off in line " + lines.number() + ", before the first look",
          "copy the file again from where it was recorded, or record anew");
    }
    return Reading.seen(
        performance.brokenOff(
            new Blind(
                "the recording",
                "it breaks off in line " + lines.number() + "; what is whole was judged",
                "copy the file again, if the original is longer")));
  }

  private static Reading<Replayed> noRecording(Path file, String why) {
    return Reading.unseen(
        file.toString(),
        "no recording of Seep: " + why,
        "give a file that `seep hunt --record FILE` wrote");
  }
}
