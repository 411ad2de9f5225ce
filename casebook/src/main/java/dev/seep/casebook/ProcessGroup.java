package dev.seep.casebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A plant is the leader of a process group of its own: a Ctrl-C on the terminal does not reach it,
/// and whatever it forks is known for its.
public final class ProcessGroup {
  private static final Path PROC = Path.of("/proc");
  private static final Tool SETSID = new Tool("setsid", "util-linux");

  /// `pgrp` is the fifth field of proc_pid_stat(5), the third behind the name's bracket.
  private static final int GROUP = 2;

  private ProcessGroup() {}

  /// The command, in a session of its own where the machine can: `setsid` becomes the program that
  /// it starts, so that the pid stays.
  static List<String> leading(List<String> command) {
    List<String> words = new ArrayList<>();
    SETSID.find().ifPresent(found -> words.add(found.toString()));
    words.addAll(command);
    return words;
  }

  /// All that run in a group; none when its leader leads none.
  public static List<ProcessHandle> members(long group) {
    List<ProcessHandle> members = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[1-9]*")) {
      for (Path one : all) {
        if (group == groupOf(one)) {
          ProcessHandle.of(Long.parseLong(one.getFileName().toString())).ifPresent(members::add);
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return members;
  }

  /// -1 when it is gone.
  private static long groupOf(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[GROUP]);
    } catch (IOException e) {
      return -1;
    }
  }

  /// CPU time that the living members of a group have used so far, in nanoseconds; empty when no
  /// kernel counts it (`CONFIG_SCHED_INFO`), or none of them lives.
  ///
  /// Of each thread, the first figure of `/proc/PID/task/TID/schedstat` (sched-stats.rst in the
  /// kernel's documentation); threads and processes that ended take theirs with them.
  public static Optional<Long> cpuNanos(long group) {
    long nanos = 0;
    boolean any = false;
    for (ProcessHandle member : members(group)) {
      Path tasks = PROC.resolve(Long.toString(member.pid())).resolve("task");
      try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
        for (Path task : all) {
          String text = Files.readString(task.resolve("schedstat"));
          nanos += Long.parseLong(text.substring(0, text.indexOf(' ')));
          any = true;
        }
      } catch (IOException e) {
        // It ended just now.
      }
    }
    return any ? Optional.of(nanos) : Optional.empty();
  }
}
