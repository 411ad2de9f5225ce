package dev.seep.watch.journal;

import dev.seep.evidence.KernelText;
import dev.seep.watch.journal.KernelLines.Subject;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Who writes a log file: the process that has it open for writing, when there is one and no other.
///
/// All descriptors of all processes are looked through for it, so that it is asked only of files in
/// which something was found, and once a minute of each.
final class LogWriters {
  private static final long GOOD_FOR_NANOS = 60_000_000_000L;
  private static final int REMEMBERED = 64;

  private record Answer(Subject writer, long atNanos) {}

  private final Path procRoot;
  private final LongSupplier nanos;
  private final Map<Path, Answer> answers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Answer> eldest) {
          return size() > REMEMBERED;
        }
      };

  LogWriters(Path procRoot, LongSupplier nanos) {
    this.procRoot = procRoot;
    this.nanos = nanos;
  }

  Subject of(Path log) {
    long now = nanos.getAsLong();
    Answer known = answers.get(log);
    if (known == null || now - known.atNanos() > GOOD_FOR_NANOS) {
      known = new Answer(find(log), now);
      answers.put(log, known);
    }
    return known.writer();
  }

  private Subject find(Path log) {
    Path real;
    try {
      real = log.toRealPath();
    } catch (IOException gone) {
      return Subject.NOBODY;
    }
    Subject only = Subject.NOBODY;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(procRoot, "[0-9]*")) {
      for (Path process : processes) {
        if (writes(process, real)) {
          if (only.pid() >= 0) {
            return Subject.NOBODY;
          }
          only = new Subject(pid(process), command(process));
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      return Subject.NOBODY;
    }
    return only;
  }

  private static boolean writes(Path process, Path log) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path each : all) {
        if (Files.readSymbolicLink(each).equals(log) && isForWriting(process, each)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException goneOrForbidden) {
      return false;
    }
    return false;
  }

  /// By `flags:` in octal, the lowest two bits of which are the mode (proc_pid_fdinfo(5), open(2)).
  private static boolean isForWriting(Path process, Path descriptor) throws IOException {
    Path info = process.resolve("fdinfo").resolve(descriptor.getFileName());
    for (String line : Files.readAllLines(info)) {
      if (line.startsWith("flags:")) {
        return (Long.parseLong(line.substring(6).strip(), 8) & 3) != 0;
      }
    }
    return false;
  }

  private static int pid(Path process) {
    try {
      return Integer.parseInt(process.getFileName().toString());
    } catch (NumberFormatException none) {
      return -1;
    }
  }

  private static String command(Path process) {
    try {
      byte[] comm = Files.readAllBytes(process.resolve("comm"));
      return KernelText.decode(comm, 0, Math.max(0, comm.length - 1));
    } catch (IOException gone) {
      return "";
    }
  }
}
