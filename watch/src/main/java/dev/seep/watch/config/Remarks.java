package dev.seep.watch.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is found while a configuration is read: its mistakes, its oddities, and the names in it
/// that other places of it refer to, which can be looked up only when all of it is read.
final class Remarks {
  private final String file;
  private final Path folder;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();
  private final Map<String, Map<String, Place>> names = new HashMap<>();
  private final List<Reference> references = new ArrayList<>();

  private record Reference(String kind, String name, Place at) {}

  /// @param file its name in remarks
  /// @param folder what relative paths in it are relative to
  Remarks(String file, Path folder) {
    this.file = file;
    this.folder = folder;
  }

  Path resolved(String path) {
    return folder.resolve(path).toAbsolutePath().normalize();
  }

  void problem(Place at, String message, String mend) {
    problems.add(new Problem(file, at.line(), at.column(), at.path(), message, mend));
  }

  void warning(Place at, String message, String mend) {
    warnings.add(new Warning(file, at.line(), at.column(), at.path(), message, mend));
  }

  /// Something of this kind has a name here.
  void names(String kind, String name, Place at) {
    Place first = names.computeIfAbsent(kind, _ -> new LinkedHashMap<>()).putIfAbsent(name, at);
    if (first != null) {
      problem(
          at,
          "there are two " + kind + "s named " + Scalars.quoted(name),
          "the other is in line " + first.line() + "; rename one of them");
    }
  }

  void refersTo(String kind, String name, Place at) {
    references.add(new Reference(kind, name, at));
  }

  /// To be called when all is read.
  void lookUpReferences() {
    for (Reference one : references) {
      Map<String, Place> known = names.getOrDefault(one.kind, Map.of());
      if (!known.containsKey(one.name)) {
        String mend =
            known.isEmpty()
                ? "there is no " + one.kind + " at all; add one"
                : Nearest.suggestion(one.name, known.keySet());
        problem(one.at, "there is no " + one.kind + " " + Scalars.quoted(one.name), mend);
      }
    }
    names.forEach((kind, known) ->
        known.forEach((name, at) -> {
          if (references.stream().noneMatch(it -> it.kind.equals(kind) && it.name.equals(name))) {
            warning(at, "nothing refers to this " + kind, "");
          }
        }));
  }

  /// In the order of the file.
  List<Problem> problems() {
    return problems.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }

  List<Warning> warnings() {
    return warnings.stream()
        .sorted(Comparator.comparingInt(Warning::line).thenComparingInt(Warning::column))
        .toList();
  }
}
