package dev.seep.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Node and Chromium, where they are installed, for the tests of the page. The packages come from
/// npm once, as the lock file in `src/test/page` names them.
final class PageTools {
  static final Path SCRIPTS = Path.of("src/test/page").toAbsolutePath();
  private static final Path PACKAGES = Path.of("target/page-tests").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private PageTools() {}

  /// What a program printed, both streams, and its exit status.
  record Ended(int status, String output) {}

  /// The page's files as the build has put them together, uPlot with them.
  static Path page() {
    try {
      return Path.of(
              java.util.Objects.requireNonNull(WatchView.class.getResource("page/index.html"))
                  .toURI())
          .resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path chromium() {
    List<Path> found =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .map(name -> Path.of("/usr/bin", name))
            .filter(Files::isExecutable)
            .toList();
    assumeTrue(!found.isEmpty(), "no Chromium is installed");
    return found.getFirst();
  }

  /// The folder that has `node_modules`; the test is skipped where it cannot be made.
  static synchronized Path packages() {
    assumeTrue(runs("node"), "no node is installed");
    try {
      Files.createDirectories(PACKAGES);
      Path lock = PACKAGES.resolve("package-lock.json");
      String wanted = Files.readString(SCRIPTS.resolve("package-lock.json"));
      Path done = PACKAGES.resolve("installed");
      if (Files.exists(done) && Files.readString(done).equals(wanted)) {
        return PACKAGES;
      }
      assumeTrue(runs("npm"), "no npm is installed");
      for (String name : List.of("package.json", "package-lock.json")) {
        Files.copy(
            SCRIPTS.resolve(name), PACKAGES.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
      Ended npm = run(PACKAGES, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      assumeTrue(npm.status() == 0, () -> "npm cannot install the packages: " + npm.output());
      Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
      return PACKAGES;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean runs(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static Ended run(Path folder, String... command) throws IOException {
    Path output = Files.createTempFile("seep-page", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE)) {
        throw new IOException(command[0] + " did not end: " + Files.readString(output));
      }
      return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }

  /// File name to text of the page's own files of one ending.
  static Map<String, String> texts(String ending) throws IOException {
    try (Stream<Path> files = Files.list(page())) {
      Map<String, String> texts = new java.util.TreeMap<>();
      for (Path file : files.filter(each -> each.toString().endsWith(ending)).toList()) {
        texts.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
      return texts;
    }
  }
}
