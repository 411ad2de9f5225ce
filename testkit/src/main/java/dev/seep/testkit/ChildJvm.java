package dev.seep.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// Runs a class of the tests in a JVM of its own: as another user, in other namespaces, with fewer
/// descriptors, as the command in front of it says.
///
/// The classes are copied to a folder that everybody may read, as a checkout need not be.
public final class ChildJvm {
  private final List<String> classPath = new ArrayList<>();

  /// @param folder empty, which the caller removes
  /// @param types one class of each module that the program needs
  public ChildJvm(Path folder, List<Class<?>> types) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (Class<?> type : types) {
      classPath.add(copy(source(type), folder.resolve(classPath.size() + ".jar")).toString());
    }
  }

  /// The command that runs the class, to be put behind `setpriv`, `unshare` or a shell's `exec`.
  public List<String> command(Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(List.of("-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", String.join(":", classPath), program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// Runs `prefix` in front of the class and returns the lines it wrote, those of standard error
  /// among them.
  ///
  /// @throws IOException when it cannot be started or does not end well
  public List<String> run(List<String> prefix, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(command(program, arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      process.getOutputStream().close();
      List<String> lines = output.lines().toList();
      if (process.waitFor() != 0) {
        throw new IOException(command + " failed: " + String.join("\n", lines));
      }
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path source(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// A folder of classes is packed into a jar, as it is shipped: a class in a folder costs a
  /// descriptor whenever one is loaded, which a starved process does not have.
  private static Path copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return Files.copy(from, to);
    }
    try (Stream<Path> files = Files.walk(from);
        JarOutputStream jar = new JarOutputStream(Files.newOutputStream(to))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(from.relativize(file).toString()));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
    return to;
  }
}
