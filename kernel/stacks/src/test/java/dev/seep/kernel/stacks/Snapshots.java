package dev.seep.kernel.stacks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Builds the programs of the unwinder's tests, runs them, and copies their stacks as a tracer
/// would.
final class Snapshots {
  private static final int REGISTERS = 168;
  private static final int STACK = 16 * 1024;

  private final Path folder;
  private final Path snap;

  Snapshots(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    snap = build("snap.c", "snap", "-O1");
  }

  Path build(String source, String output, String... flags)
      throws IOException, InterruptedException {
    Path copy = folder.resolve(source);
    try (InputStream in = Snapshots.class.getResourceAsStream("unwind/" + source)) {
      Files.write(copy, Objects.requireNonNull(in, source).readAllBytes());
    }
    Path program = folder.resolve(output);
    List<String> command = new ArrayList<>(List.of(source.endsWith(".c") ? "gcc" : "g++"));
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/" + command.getFirst())), "no compiler");
    command.addAll(List.of(flags));
    command.addAll(List.of("-o", program.toString(), copy.toString()));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException(command + " failed");
    }
    return program;
  }

  /// The value of a symbol.
  static long addressOf(Path program, String symbol) throws IOException {
    Process nm = new ProcessBuilder("nm", program.toString()).start();
    try (BufferedReader lines = nm.inputReader(StandardCharsets.UTF_8)) {
      return lines
          .lines()
          .filter(line -> line.endsWith(" " + symbol))
          .mapToLong(line -> Long.parseUnsignedLong(line.split(" ", 2)[0], 16))
          .findFirst()
          .orElseThrow();
    }
  }

  Running start(Path program) throws IOException {
    return new Running(new ProcessBuilder(program.toString()).start());
  }

  /// The stack of the thread that waits in read(2).
  StackCopy of(int pid) throws IOException, InterruptedException {
    for (int i = 0; !waits(pid); i++) {
      if (i > 1000) {
        throw new IOException("pid " + pid + " does not wait for input");
      }
      Thread.sleep(5);
    }
    Process copier = new ProcessBuilder(snap.toString(), "" + pid, "" + STACK).start();
    byte[] all = copier.getInputStream().readAllBytes();
    String error = new String(copier.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    copier.waitFor();
    assumeTrue(all.length > REGISTERS, "no ptrace here: " + error);
    return new StackCopy(
        pid,
        Arrays.copyOf(all, REGISTERS),
        Arrays.copyOfRange(all, REGISTERS, all.length),
        new long[0]);
  }

  private static boolean waits(int pid) throws IOException {
    String call = Files.readString(Path.of("/proc/" + pid + "/syscall"));
    return call.startsWith("0 0x0 ")
        && Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe"))
                .getFileName()
                .toString()
                .indexOf("python")
            < 0;
  }

  /// A program that soon waits for its input.
  final class Running implements AutoCloseable {
    private final Process process;

    private Running(Process process) {
      this.process = process;
    }

    int pid() {
      return (int) process.pid();
    }

    StackCopy copy() throws IOException, InterruptedException {
      return of(pid());
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }
}
