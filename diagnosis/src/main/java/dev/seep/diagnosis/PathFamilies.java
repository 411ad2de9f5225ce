package dev.seep.diagnosis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A list of paths as few families as tell a reader something: first by [PathPattern], then, where
/// many patterns of one folder are left, by extension (`folder/*.ext`), then by folder
/// (`folder/*`), and last across many folders of the same shape (`/data/*/index.db`).
public final class PathFamilies {
  /// From so many on, what differs is noise.
  private static final int MANY = 8;

  private static final class Tally {
    String path;
    boolean pattern;
    int count;
    int deleted;

    Tally(String path) {
      this.path = path;
    }

    void add(Tally other) {
      pattern |= !path.equals(other.path) || other.pattern;
      count += other.count;
      deleted += other.deleted;
    }
  }

  private final Map<String, Tally> byPattern = new HashMap<>();

  public void add(String path, boolean deleted) {
    Tally one = new Tally(path);
    one.count = 1;
    one.deleted = deleted ? 1 : 0;
    Tally before = byPattern.putIfAbsent(PathPattern.of(path), one);
    if (before != null) {
      before.add(one);
    }
  }

  /// The families, biggest first.
  public List<PathGroup> groups() {
    Map<String, Tally> families = new HashMap<>(byPattern);
    collapse(families, PathFamilies::withoutName);
    collapse(families, PathFamilies::withoutFile);
    for (int part = 1; part <= deepest(families.keySet()); part++) {
      int which = part;
      collapse(families, path -> withoutFolder(path, which));
    }
    List<PathGroup> groups = new ArrayList<>();
    families.forEach((pattern, tally) ->
        groups.add(
            new PathGroup(tally.pattern ? pattern : tally.path, tally.count, tally.deleted)));
    groups.sort(
        Comparator.comparingInt((PathGroup group) -> -group.count())
            .thenComparing(PathGroup::path));
    return groups;
  }

  private interface Wider {
    String of(String path);
  }

  private static void collapse(Map<String, Tally> families, Wider wider) {
    Map<String, Set<String>> merged = new LinkedHashMap<>();
    for (String path : families.keySet()) {
      String to = wider.of(path);
      if (!to.equals(path)) {
        merged.computeIfAbsent(to, _ -> new HashSet<>()).add(path);
      }
    }
    merged.forEach((to, from) -> merge(families, to, from));
  }

  private static void merge(Map<String, Tally> families, String to, Collection<String> from) {
    if (from.size() < MANY) {
      return;
    }
    Tally sum = families.computeIfAbsent(to, Tally::new);
    sum.pattern = true;
    for (String path : from) {
      Tally tally = families.remove(path);
      if (tally != null) {
        sum.count += tally.count;
        sum.deleted += tally.deleted;
      }
    }
  }

  private static String withoutName(String path) {
    int slash = path.lastIndexOf('/');
    int dot = path.lastIndexOf('.');
    return dot > slash + 1 ? path.substring(0, slash + 1) + "*" + path.substring(dot) : path;
  }

  private static String withoutFile(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? path : path.substring(0, slash + 1) + "*";
  }

  /// Part 1 is the first folder; the last part, the file's name, is left alone.
  private static String withoutFolder(String path, int part) {
    int from = 0;
    for (int i = 0; i < part && from >= 0; i++) {
      from = path.indexOf('/', from + (i == 0 ? 0 : 1));
    }
    int to = from < 0 ? -1 : path.indexOf('/', from + 1);
    return to < 0 ? path : path.substring(0, from + 1) + "*" + path.substring(to);
  }

  private static int deepest(Set<String> paths) {
    int most = 0;
    for (String path : paths) {
      int folders = 0;
      for (int i = 0; i < path.length(); i++) {
        folders += path.charAt(i) == '/' ? 1 : 0;
      }
      most = Math.max(most, folders);
    }
    return Math.min(most, 16);
  }
}
