package dev.seep.casebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All planted leaks: the folders under `casebook/cases` that hold a `truth.properties`.
public final class Casebook {
  private static final String ZOO = "zoo";

  private Casebook() {}

  /// Every planted leak, by name; the zoo, which leaks nothing, is left out.
  ///
  /// @throws IOException when the sources are not at hand, or a case cannot be read
  public static List<Case> all() throws IOException {
    return all(folder());
  }

  /// Every planted leak in a folder of cases, by name, without the zoo.
  ///
  /// @throws IOException when the folder or a case in it cannot be read
  public static List<Case> all(Path cases) throws IOException {
    return read(cases).stream().filter(plant -> !plant.name().equals(ZOO)).toList();
  }

  /// The process that holds one of every descriptor kind and prints the truth about each.
  public static Case zoo() throws IOException {
    return Case.read(folder().resolve(ZOO));
  }

  /// @throws IOException when there is no such case
  public static Case named(String name) throws IOException {
    return Case.read(folder().resolve(name));
  }

  /// The `connector` story in Java: needs no compiler and no sources, only this module's jar.
  public static Case demo() throws IOException {
    try (InputStream stream = Casebook.class.getResourceAsStream("demo/" + Case.TRUTH_FILE)) {
      if (stream == null) {
        throw new IOException("demo/" + Case.TRUTH_FILE + " is not in " + Builder.ownClasses());
      }
      return Case.parse(
          "connector-java",
          Builder.ownClasses(),
          new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
  }

  /// `casebook/cases`: where the system property `seep.cases` says, or found upwards from this
  /// module's own classes, or from the working directory.
  public static Path folder() throws IOException {
    String given = System.getProperty("seep.cases");
    if (given != null) {
      return Path.of(given).toAbsolutePath();
    }
    for (Path start : List.of(Builder.ownClasses(), Path.of("").toAbsolutePath())) {
      for (Path at = start; at != null; at = at.getParent()) {
        Path cases = at.resolve("casebook", "cases");
        if (Files.isDirectory(cases)) {
          return cases;
        }
      }
    }
    throw new IOException(
        "no folder casebook/cases above "
            + Path.of("").toAbsolutePath()
            + ": name it with -Dseep.cases=");
  }

  /// Where builds go unless told otherwise: `casebook/target/cases`.
  public static Path buildFolder() throws IOException {
    return buildFolder(folder());
  }

  /// Where builds of another folder of cases go: `target/cases` beside it.
  public static Path buildFolder(Path cases) {
    return cases.toAbsolutePath().resolveSibling("target").resolve("cases");
  }

  private static List<Case> read(Path folder) throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      List<Path> cases =
          folders.filter(at -> Files.exists(at.resolve(Case.TRUTH_FILE))).sorted().toList();
      List<Case> read = new ArrayList<>(cases.size());
      for (Path at : cases) {
        read.add(Case.read(at));
      }
      return List.copyOf(read);
    }
  }
}
