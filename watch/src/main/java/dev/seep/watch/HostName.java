package dev.seep.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The names of this machine and its kernel, as `/proc/sys/kernel` has them: asking a resolver
/// could block.
final class HostName {
  private static final Path FOLDER = Path.of("/proc/sys/kernel");

  private HostName() {}

  static String read() {
    return line("hostname", "localhost");
  }

  static String kernel() {
    return line("osrelease", "");
  }

  private static String line(String file, String otherwise) {
    // A stream to its end: files of sysctl have no size.
    try (var stream = Files.newInputStream(FOLDER.resolve(file))) {
      byte[] bytes = stream.readNBytes(256);
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? otherwise : text;
    } catch (IOException unreadable) {
      return otherwise;
    }
  }
}
