package dev.seep.kernel.stacks.unwind;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Builds the test programs, in the folder that a test gives.
record Programs(Path folder) {

  /// A source of the test resources, copied to where it is built.
  Path source(String name) {
    Path copy = folder.resolve(name);
    try (InputStream in = Programs.class.getResourceAsStream(name)) {
      if (!Files.exists(copy)) {
        Files.copy(java.util.Objects.requireNonNull(in, name), copy);
      }
      return copy;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  Path c(String source, String output, String... flags) {
    return compiled(output, "gcc", source, flags);
  }

  Path cpp(String source, String output, String... flags) {
    return compiled(output, "g++", source, flags);
  }

  Path rust(String source, String output, String... flags) {
    return compiled(output, "rustc", source, flags);
  }

  Path go(String source, String output, String... flags) {
    List<String> command = new ArrayList<>(List.of("go", "build"));
    command.addAll(List.of(flags));
    command.addAll(List.of("-o", output, source(source).toString()));
    run(command);
    return folder.resolve(output);
  }

  private Path compiled(String output, String compiler, String source, String... flags) {
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(List.of(flags));
    command.addAll(List.of("-o", output, source(source).toString()));
    run(command);
    return folder.resolve(output);
  }

  void run(String... command) {
    run(List.of(command));
  }

  private void run(List<String> command) {
    assumeTrue(installed(command.getFirst()), command.getFirst() + " is not installed");
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(command + " failed: " + output);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(command + " could not be run", e);
    }
  }

  static boolean installed(String program) {
    for (String part : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(part, program))) {
        return true;
      }
    }
    return false;
  }

  /// The line of a source, counted from 1, that holds a text.
  int lineOf(String source, String text) {
    try {
      List<String> lines = Files.readAllLines(source(source));
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).contains(text)) {
          return i + 1;
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    throw new AssertionError("no line of " + source + " holds " + text);
  }
}
