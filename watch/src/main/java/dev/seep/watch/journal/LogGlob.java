package dev.seep.watch.journal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// The files that a pattern such as `/var/log/*/error*.log` means now. A part of the path matches
/// one name; `**` is no more than `*`.
///
/// @param parts of the path below `/`, each a glob as [java.nio.file.FileSystem#getPathMatcher] has
///   it
record LogGlob(String pattern, List<String> parts) {
  LogGlob {
    parts = List.copyOf(parts);
  }

  /// @throws IllegalArgumentException when it is no pattern of an absolute path, with what is wrong
  static LogGlob of(String pattern) {
    if (!pattern.startsWith("/")) {
      throw new IllegalArgumentException(
          "logs: '" + pattern + "' is not absolute: begin it with /");
    }
    List<String> parts = new ArrayList<>();
    for (String part : pattern.split("/", -1)) {
      if (!part.isEmpty()) {
        matcher(pattern, part);
        parts.add(part);
      }
    }
    return new LogGlob(pattern, parts);
  }

  private static PathMatcher matcher(String pattern, String part) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + part.replace("**", "*"));
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException(
          "logs: '" + pattern + "' is no pattern: " + wrong.getDescription(), wrong);
    }
  }

  /// At most so many; folders that cannot be read hold none.
  List<Path> files(int most) {
    List<Path> found = List.of(Path.of("/"));
    for (String part : parts) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        below(folder, part, most, next);
      }
      found = next;
    }
    return found;
  }

  private void below(Path folder, String part, int most, List<Path> into) {
    if (part.matches("[^*?\\[\\]{}\\\\]+")) {
      plain(folder, part, into);
      return;
    }
    PathMatcher matcher = matcher(pattern, part);
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(folder, each -> matcher.matches(each.getFileName()))) {
      for (Path each : all) {
        if (into.size() >= most) {
          return;
        }
        into.add(each);
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // It holds none that can be followed; the follower says so when there are none at all.
    }
  }

  private static void plain(Path folder, String part, List<Path> into) {
    try {
      Path path = folder.resolve(part);
      if (Files.exists(path)) {
        into.add(path);
      }
    } catch (InvalidPathException impossible) {
      // No file has such a name.
    }
  }
}
