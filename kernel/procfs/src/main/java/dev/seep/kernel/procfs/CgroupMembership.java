package dev.seep.kernel.procfs;

import dev.seep.evidence.KernelText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `/proc/PID/cgroup` (cgroups(7)): the cgroup a process is in, in each hierarchy.
///
/// @param unified path in the v2 hierarchy, empty when there is none
/// @param legacy paths in v1 hierarchies
public record CgroupMembership(String unified, List<Legacy> legacy) {
  public CgroupMembership {
    legacy = List.copyOf(legacy);
  }

  /// @param controllers names of the controllers, or `name=systemd`
  public record Legacy(Set<String> controllers, String path) {}

  private static final Set<String> UNIT_SUFFIXES =
      Set.of(".service", ".scope", ".socket", ".mount", ".swap");

  public static CgroupMembership parse(byte[] text) {
    String unified = "";
    List<Legacy> legacy = new ArrayList<>();
    for (String line : KernelText.decode(text).split("\n", -1)) {
      int first = line.indexOf(':');
      int second = line.indexOf(':', first + 1);
      if (first <= 0 || second < 0) {
        continue;
      }
      String controllers = line.substring(first + 1, second);
      String path = line.substring(second + 1);
      if (controllers.isEmpty()) {
        unified = path;
      } else {
        legacy.add(new Legacy(Set.of(controllers.split(",", -1)), path));
      }
    }
    return new CgroupMembership(unified, legacy);
  }

  /// Path in the v1 hierarchy of a controller.
  Optional<String> legacyPath(String controller) {
    return legacy.stream()
        .filter(l -> l.controllers().contains(controller))
        .map(Legacy::path)
        .findFirst();
  }

  /// The systemd unit that the process belongs to: the first part of the path that is a unit and no
  /// slice, which for a user's programs is `user@1000.service`. Empty when systemd did not start
  /// it.
  public Optional<String> systemdUnit() {
    return legacyPath("name=systemd").flatMap(CgroupMembership::unitOf).or(() -> unitOf(unified));
  }

  static Optional<String> unitOf(String path) {
    for (String part : path.split("/", -1)) {
      // A leading underscore is systemd's escape for names that collide with kernel files.
      String name = part.startsWith("_") ? part.substring(1) : part;
      int dot = name.lastIndexOf('.');
      if (dot > 0 && UNIT_SUFFIXES.contains(name.substring(dot))) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }
}
