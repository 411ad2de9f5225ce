package dev.seep.cli;

import dev.seep.cli.report.Collapsed;
import dev.seep.cli.report.HtmlReport;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.KernelText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a hunt gives out beside its screen.
final class OutputOptions {
  @Option(
      names = "--collapsed",
      order = 80,
      description =
          "Print the stacks that opened what is still open, folded, as flamegraph.pl and speedscope"
              + " read them, and nothing else.")
  boolean collapsed;

  @Option(
      names = "--html",
      order = 81,
      paramLabel = "FILE",
      description = "Write a report, too, that a browser opens without a network.")
  @Nullable Path html;

  /// Why these options cannot be followed, before anything is watched for them; empty when they
  /// can.
  String refusal(boolean json) {
    if (collapsed && json) {
      return "--collapsed and --json both print to standard output; give one of them";
    }
    return refusal(html);
  }

  /// Why this file cannot be written; empty when it can, or none is wanted.
  static String refusal(@Nullable Path file) {
    if (file == null) {
      return "";
    }
    if (isInTheWay(file)) {
      return shown(file) + " is there already, and no regular file; it is left as it is";
    }
    return Files.isDirectory(folder(file)) ? "" : "there is no folder " + shown(folder(file));
  }

  /// Writes what was asked for.
  ///
  /// @return whether standard output has got all it should, and no screen is wanted
  boolean write(HuntReport report, Session session) {
    return write(report, session, session.clock().instant());
  }

  /// The same of a hunt that ended at another time.
  boolean write(HuntReport report, Session session, Instant ended) {
    if (html != null) {
      String failure = write(html, HtmlReport.of(report, ended));
      if (!failure.isEmpty()) {
        session.say(failure);
      }
    }
    if (collapsed) {
      String lines = Collapsed.of(report);
      if (lines.isEmpty()) {
        session.say("no stack to print: " + whyNone(report));
      }
      session.out().text(lines);
    }
    return collapsed;
  }

  private static String whyNone(HuntReport report) {
    return report.watched().tracing() == null
        ? "no tracer was on the process (see seep doctor)"
        : "nothing that was opened while it was watched is open now";
  }

  /// Beside the file first, then in its place, so that nobody ever reads half a report.
  ///
  /// @return why it could not be written; empty when it was
  static String write(Path file, String page) {
    if (isInTheWay(file)) {
      return shown(file) + " was not written: it is there already, and no regular file";
    }
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path beside = folder(file).resolve("." + name(file) + "." + random);
    try {
      // Fails when it is there already, so that what is removed on a failure is Seep's own.
      Files.createFile(beside);
    } catch (IOException e) {
      return failure(file, e);
    }
    try {
      Files.writeString(beside, page, StandardCharsets.UTF_8);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return "";
    } catch (IOException e) {
      remove(beside);
      return failure(file, e);
    }
  }

  private static String failure(Path file, IOException e) {
    return shown(file) + " could not be written: " + KernelText.printable(e.toString());
  }

  private static void remove(Path beside) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException e) {
      // The failure before this one is told; a part of a file that cannot be removed is seen.
    }
  }

  /// A device, a folder, a pipe or a link is not replaced by a report.
  private static boolean isInTheWay(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent;
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "report" : name.toString();
  }

  private static String shown(Path path) {
    return KernelText.printable(path.toString());
  }
}
