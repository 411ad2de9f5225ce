package dev.seep.hunt.recording;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Source;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Watched;
import dev.seep.hunt.HuntRecorder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes a hunt into a file: gzip over lines of JSON ([Lines]), flushed after each look, so that a
/// hunt that is killed leaves a file that can be replayed up to there.
///
/// Only its owner may read the file (mode 0600), as it holds command lines and paths. A write that
/// fails ends the recording, never the hunt.
public final class RecordingWriter implements HuntRecorder, AutoCloseable {
  /// Lists that may be long are cut, as a reader refuses an endless line.
  private static final int MOST_ON_A_LINE = 1_000;

  private final Path file;
  private final LineOutput out;
  private final Changes changes = new Changes();
  private final Looks looks = new Looks();
  private int looksKept;
  private double keptUntil;
  private boolean begun;
  private @Nullable Blind brokenOff;

  private RecordingWriter(Path file, OutputStream to) {
    this.file = file;
    this.out = new LineOutput(to);
  }

  /// Writes to whatever is given.
  ///
  /// @param file what to call it
  public static RecordingWriter into(Path file, OutputStream to) {
    return new RecordingWriter(file, to);
  }

  /// Makes the file.
  ///
  /// @param overwrite replace a recording, or any other regular file, that is there already
  /// @return unseen when it is there already, or cannot be made
  public static Reading<RecordingWriter> open(Path file, boolean overwrite) {
    try {
      if (overwrite && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(file);
      }
      return Reading.seen(new RecordingWriter(file, PrivateFile.create(file)));
    } catch (FileAlreadyExistsException e) {
      boolean regular = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
      return Reading.unseen(
          file.toString(),
          regular ? "it exists already" : "it exists already and is no regular file",
          regular ? "take another name, or add --force to replace it" : "take another name");
    } catch (IOException e) {
      return Reading.unseen(
          file.toString(), "it cannot be written: " + Failures.words(e), "take another place");
    }
  }

  @Override
  public void begin(ProcessFacts process, DescriptorLimits limits, Source source, Instant at) {
    begun = true;
    write(new Lines.Format(Lines.FORMAT, Lines.VERSION));
    write(new Lines.Head(version(), at, process, limits, source));
    flush();
  }

  /// What the build wrote into the jar's manifest.
  private static String version() {
    String built = RecordingWriter.class.getPackage().getImplementationVersion();
    return built == null ? "" : built;
  }

  @Override
  public Sample look(Sample sample, int open) {
    if (brokenOff != null) {
      return sample;
    }
    Lines.Look look = changes.of(sample, open, looks.held());
    Sample kept;
    try {
      kept = looks.add(look);
    } catch (DamagedException e) {
      brokenOff = blind(e.getMessage() + " in one look");
      return sample;
    }
    write(look);
    flush();
    if (brokenOff == null) {
      looksKept++;
      keptUntil = sample.atSeconds();
    }
    return kept;
  }

  @Override
  public void end(
      Inventory last, Testimony testimony, Watched watched, List<Blind> blind, Cost cost) {
    List<Descriptor> descriptors = last.descriptors();
    write(new Lines.Last(without(last), descriptors.size()));
    writeAll(descriptors, Lines.Descriptors::new);
    writeAll(List.copyOf(testimony.sites().values()), Lines.Sites::new);
    writeAll(
        testimony.survivors().entrySet().stream()
            .map(each -> new Lines.Survivor(each.getKey(), each.getValue()))
            .toList(),
        Lines.Survivors::new);
    writeAll(testimony.lives(), Lines.Lives::new);
    write(new Lines.End(watched, blind, cost, testimony.nowNanos()));
    attempt(out::finish);
  }

  private static Inventory without(Inventory inventory) {
    return new Inventory(
        inventory.process(),
        inventory.takenAt(),
        inventory.source(),
        inventory.open(),
        inventory.limits(),
        List.of(),
        inventory.memory(),
        inventory.blind());
  }

  private <T> void writeAll(List<T> all, Function<List<T>, Lines> line) {
    for (int i = 0; i < all.size(); i += MOST_ON_A_LINE) {
      write(line.apply(all.subList(i, Math.min(all.size(), i + MOST_ON_A_LINE))));
    }
  }

  private void write(Lines line) {
    attempt(() -> out.write(line));
  }

  private void flush() {
    attempt(out::flush);
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private void attempt(Attempt attempt) {
    if (brokenOff != null) {
      return;
    }
    try {
      attempt.run();
    } catch (IOException e) {
      brokenOff = blind(Failures.words(e));
    }
  }

  private Blind blind(String why) {
    return new Blind(
        "the recording",
        String.format(
            Locale.ROOT,
            "it ends after %d looks, at %.1f s, as writing failed: %s",
            looksKept,
            keptUntil,
            why),
        "make room where " + file + " is, or record elsewhere");
  }

  @Override
  public List<Blind> blind() {
    List<Blind> all = new ArrayList<>(1);
    if (brokenOff != null) {
      all.add(brokenOff);
    }
    return all;
  }

  /// Ends the file; one into which nothing was recorded is taken away again.
  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      if (brokenOff == null) {
        brokenOff = blind(Failures.words(e));
      }
    }
    if (!begun) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // An empty file left behind harms nobody, and replaying it says what it is.
      }
    }
  }
}
