package dev.seep.kernel.procfs;

import dev.seep.evidence.KernelText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The file tree that `/etc`, `/usr/lib`, `/run` and `/sys` stand in: `/`, a folder in a test, or
/// `/proc/PID/root` to see what a container sees.
public record HostRoot(Path root) {
  public static final HostRoot REAL = new HostRoot(Path.of("/"));

  /// @param absolute a path as it reads within the tree
  Path at(String absolute) {
    return root.resolve(absolute.startsWith("/") ? absolute.substring(1) : absolute);
  }

  /// How a file reads within the tree.
  String shown(Path file) {
    return "/" + root.relativize(file);
  }

  /// Lines of a file; none when it is not there or may not be read.
  List<String> lines(Path file) {
    try {
      return List.of(KernelText.decode(Files.readAllBytes(file)).split("\n", -1));
    } catch (IOException notThere) {
      return List.of();
    }
  }

  /// The configuration fragments of several folders, in the order they are applied: by file name,
  /// whatever the folder; of two of one name the one in the earlier folder counts.
  List<Path> fragments(List<String> folders, String suffix) {
    TreeMap<String, Path> byName = new TreeMap<>();
    for (String folder : folders) {
      for (Path file : files(at(folder), suffix)) {
        byName.putIfAbsent(String.valueOf(file.getFileName()), file);
      }
    }
    return List.copyOf(byName.values());
  }

  private static List<Path> files(Path folder, String suffix) {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + suffix)) {
        entries.forEach(files::add);
      } catch (IOException notPermitted) {
        return List.of();
      }
    }
    return files;
  }
}
