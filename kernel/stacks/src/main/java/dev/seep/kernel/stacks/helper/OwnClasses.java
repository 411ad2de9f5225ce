package dev.seep.kernel.stacks.helper;

import dev.seep.evidence.Frame;
import dev.seep.kernel.libc.Syscalls;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;

/// Loads the classes of this process that come from a folder, as each would be opened when it is
/// first used, and nothing can be opened later. A jar is open as long as the JVM lives.
final class OwnClasses {
  private static final String SUFFIX = ".class";

  private OwnClasses() {}

  static void load() {
    for (Class<?> one : List.of(OwnClasses.class, Syscalls.class, Frame.class)) {
      CodeSource source = one.getProtectionDomain().getCodeSource();
      try {
        Path place = Path.of(source.getLocation().toURI());
        if (Files.isDirectory(place)) {
          loadAll(place);
        }
      } catch (URISyntaxException | IOException unreadable) {
        throw new IllegalStateException("cannot read my own classes", unreadable);
      }
    }
  }

  private static void loadAll(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
        String name = place.relativize(file).toString().replace('/', '.');
        load(name.substring(0, name.length() - SUFFIX.length()));
      }
    }
  }

  private static void load(String name) {
    if (name.endsWith("package-info") || name.endsWith("module-info")) {
      return;
    }
    try {
      Class.forName(name, false, OwnClasses.class.getClassLoader());
    } catch (ClassNotFoundException raced) {
      throw new IllegalStateException(name, raced);
    }
  }
}
