package dev.seep.kernel.stacks.unwind;

import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.stacks.StackCopy;
import dev.seep.kernel.stacks.Unwound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A running test program that waits for input, and what is copied from it.
final class Target implements AutoCloseable {
  static final int STACK = 64 * 1024;

  private final Path snap;
  private final Process process;
  private final Map<String, Integer> opened = new HashMap<>();

  private Target(Path snap, Process process) {
    this.snap = snap;
    this.process = process;
  }

  /// Starts a program and waits until one of its threads waits in read(2) of its input.
  static Target start(Programs programs, String... command) throws Exception {
    Path snap = programs.folder().resolve("snap");
    if (!Files.exists(snap)) {
      programs.c("snap.c", "snap", "-O1");
    }
    Process process =
        new ProcessBuilder(command)
            .directory(programs.folder().toFile())
            .redirectErrorStream(true)
            .start();
    Target target = new Target(snap, process);
    target.waitingThread();
    return target;
  }

  /// The thread that waits in read(0, …).
  int waitingThread() throws Exception {
    for (long end = System.nanoTime() + 10_000_000_000L; System.nanoTime() < end; ) {
      try (Stream<Path> threads = Files.list(proc().resolve("task"))) {
        for (Path thread : threads.toList()) {
          if (Files.readString(thread.resolve("syscall")).startsWith("0 0x0 ")) {
            return Integer.parseInt(thread.getFileName().toString());
          }
        }
      } catch (IOException vanished) {
        throw new AssertionError("the program ended: " + process.exitValue(), vanished);
      }
      Thread.sleep(5);
    }
    throw new AssertionError("no thread waits for input");
  }

  /// Gives it a byte to read, and waits until it waits again.
  void proceed() throws Exception {
    process.getOutputStream().write('x');
    process.getOutputStream().flush();
    Thread.sleep(100);
    waitingThread();
  }

  StackCopy copy() throws Exception {
    return copy(STACK);
  }

  StackCopy copy(int bytes, long... framePointers) throws Exception {
    int thread = waitingThread();
    Process copier =
        new ProcessBuilder(snap.toString(), Integer.toString(thread), Integer.toString(bytes))
            .start();
    byte[] all = copier.getInputStream().readAllBytes();
    String error = new String(copier.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    copier.waitFor();
    org.junit.jupiter.api.Assumptions.assumeTrue(all.length > 168, "no ptrace here: " + error);
    return new StackCopy(
        thread, Arrays.copyOf(all, 168), Arrays.copyOfRange(all, 168, all.length), framePointers);
  }

  /// The file-backed mappings, each with a descriptor that this target closes.
  List<Module> modules() throws IOException {
    List<Module> modules = new ArrayList<>();
    for (String line : Files.readAllLines(proc().resolve("maps"))) {
      String[] fields = line.split(" +", 6);
      if (fields.length == 6 && fields[5].startsWith("/")) {
        String[] range = fields[0].split("-", 2);
        int fd = opened.computeIfAbsent(fields[5], Syscalls::open);
        modules.add(
            new Module(
                Long.parseUnsignedLong(range[0], 16),
                Long.parseUnsignedLong(range[1], 16),
                Long.parseLong(fields[2], 16),
                fd,
                fields[5]));
      }
    }
    return modules;
  }

  static Unwinder unwinder(DebugFiles debugFiles) {
    return new Unwinder(Architecture.X86_64, debugFiles);
  }

  /// Follows the stack of the waiting thread with an unwinder made for it.
  Unwound unwound(DebugFiles debugFiles) throws Exception {
    try (Unwinder unwinder = unwinder(debugFiles)) {
      unwinder.modules(modules());
      return unwinder.unwind(copy());
    }
  }

  Unwound unwound() throws Exception {
    return unwound(DebugFiles.NONE);
  }

  Path proc() {
    return Path.of("/proc", Long.toString(process.pid()));
  }

  @Override
  public void close() {
    opened.values().forEach(Syscalls::close);
    process.destroyForcibly().onExit().join();
  }
}
