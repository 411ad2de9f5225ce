package dev.seep.cli.history;

import dev.seep.store.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// Whose history is meant: the owners of series that a word on the command line names.
///
/// An owner's id is that of a lineage, `unit:nginx.service/nginx/0`, or `host`, or `seep`.
public final class Subject {
  private Subject() {}

  /// Every owner, in order.
  public static List<String> owners(List<SeriesKey> series) {
    TreeSet<String> owners = new TreeSet<>();
    for (SeriesKey key : series) {
      owners.add(key.owner());
    }
    return List.copyOf(owners);
  }

  /// Those that are meant by the first of these readings that fits any: the whole id; the workload
  /// (`nginx.service`, `unit:nginx.service`); the processes' name; a glob for any of these; a part
  /// of the id, in any case.
  ///
  /// @param glob whether a pattern matches a text
  public static List<String> named(
      List<String> owners, String word, BiPredicate<String, String> glob) {
    String lower = word.toLowerCase(Locale.ROOT);
    List<Predicate<String>> readings =
        List.of(
            id -> id.equals(word),
            id -> workload(id).equals(word) || withoutKind(workload(id)).equals(word),
            id -> name(id).equals(word),
            id ->
                glob.test(word, id)
                    || glob.test(word, withoutKind(workload(id)))
                    || glob.test(word, name(id)),
            id -> id.toLowerCase(Locale.ROOT).contains(lower));
    for (Predicate<String> reading : readings) {
      List<String> found = owners.stream().filter(reading).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /// Those of processes of one name, of one unit when there are any.
  ///
  /// @param unit `nginx.service`, empty when it is not known
  public static List<String> ofProcess(List<String> owners, String name, String unit) {
    List<String> all = new ArrayList<>();
    List<String> ofUnit = new ArrayList<>();
    for (String owner : owners) {
      if (name(owner).equals(name)) {
        all.add(owner);
        if (!unit.isEmpty() && withoutKind(workload(owner)).equals(unit)) {
          ofUnit.add(owner);
        }
      }
    }
    return ofUnit.isEmpty() ? all : ofUnit;
  }

  /// `unit:nginx.service` of `unit:nginx.service/nginx/0`: a name may hold slashes, a slot none.
  static String workload(String id) {
    int slot = id.lastIndexOf('/');
    int name = slot < 0 ? -1 : id.lastIndexOf('/', slot - 1);
    return name < 0 ? id : id.substring(0, name);
  }

  /// `nginx`; empty when the id has none.
  static String name(String id) {
    int slot = id.lastIndexOf('/');
    int name = slot < 0 ? -1 : id.lastIndexOf('/', slot - 1);
    return name < 0 ? "" : id.substring(name + 1, slot);
  }

  private static String withoutKind(String workload) {
    return workload.substring(workload.indexOf(':') + 1);
  }
}
