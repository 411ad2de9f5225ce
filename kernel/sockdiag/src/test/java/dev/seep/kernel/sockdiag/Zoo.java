package dev.seep.kernel.sockdiag;

import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Syscalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/// A child process that holds one socket of every kind (`zoo.py`).
final class Zoo implements AutoCloseable {
  record Animal(int fd, long inode) {}

  private final Process process;
  private final BufferedReader output;
  private final Writer input;
  private final Map<String, Animal> animals = new HashMap<>();
  private final int pidfd;

  private Zoo(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.equals("ready")) {
      String[] words = line.split(" ", -1);
      animals.put(
          words[0], new Animal(Integer.parseInt(words[1]), Long.parseUnsignedLong(words[2])));
      line = output.readLine();
    }
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("the zoo ended before it was ready");
    }
    pidfd = Syscalls.pidfdOpen(pid());
  }

  static Zoo open(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(python(), "-c", script()));
    command.addAll(List.of(arguments));
    return new Zoo(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /// A zoo in a network namespace of its own, in which nobody else makes sockets.
  static Zoo alone() throws IOException {
    assumeRoot("making a network namespace");
    return open("alone");
  }

  static void assumeRoot(String need) {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")),
        need + " needs root, which this user is not");
  }

  private static String python() {
    return Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
  }

  private static String script() throws IOException {
    try (InputStream file = Zoo.class.getResourceAsStream("zoo.py")) {
      if (file == null) {
        throw new IOException("zoo.py is not beside this class");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  int pid() {
    return (int) process.pid();
  }

  int pidfd() {
    return pidfd;
  }

  NamespaceRef namespace() {
    return seen(NamespaceRef.ofProcess(pid()));
  }

  boolean has(String name) {
    return animals.containsKey(name);
  }

  Animal get(String name) {
    Animal animal = animals.get(name);
    return animal != null
        ? animal
        : Assumptions.abort("this kernel or user cannot make a socket " + name);
  }

  /// Sends an order and returns the answer.
  String ask(String verb, String name) throws IOException {
    input.write(verb + " " + name + "\n");
    input.flush();
    return output.readLine();
  }

  static <T> T seen(Reading<T> reading) {
    return switch (reading) {
      case Reading.Seen<T> seen -> seen.value();
      case Reading.Unseen<T> unseen -> throw new AssertionError("unseen: " + unseen.blind());
    };
  }

  static String whyUnseen(Reading<?> reading) {
    return switch (reading) {
      case Reading.Seen<?> seen -> throw new AssertionError("seen: " + seen.value());
      case Reading.Unseen<?> unseen -> unseen.blind().why();
    };
  }

  @Override
  public void close() {
    Syscalls.close(pidfd);
    process.destroyForcibly();
    process.onExit().join();
  }
}
