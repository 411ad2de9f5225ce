package dev.seep.kernel.procfs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What unit files say of a service's limits (systemd.unit(5), systemd.exec(5),
/// systemd.resource-control(5)): the unit in the folder of highest rank, then its drop-ins by file
/// name; the last assignment counts, and an empty one takes back those before.
///
/// Only files are read: what `systemctl set-property --runtime` or a transient unit set is found
/// under `/run/systemd`, what a generator or an unreloaded edit did may differ from what runs.
public final class SystemdUnits {
  /// systemd.unit(5), "System Unit Search Path", highest rank first.
  private static final List<String> FOLDERS =
      List.of(
          "/etc/systemd/system.control",
          "/run/systemd/system.control",
          "/run/systemd/transient",
          "/run/systemd/generator.early",
          "/etc/systemd/system",
          "/etc/systemd/system.attached",
          "/run/systemd/system",
          "/run/systemd/system.attached",
          "/run/systemd/generator",
          "/usr/local/lib/systemd/system",
          "/usr/lib/systemd/system",
          "/lib/systemd/system",
          "/run/systemd/generator.late");

  private static final List<String> MANAGER_FOLDERS =
      List.of(
          "/etc/systemd/system.conf.d",
          "/run/systemd/system.conf.d",
          "/usr/local/lib/systemd/system.conf.d",
          "/usr/lib/systemd/system.conf.d");

  private static final List<String> MANAGER_FILES =
      List.of(
          "/etc/systemd/system.conf",
          "/run/systemd/system.conf",
          "/usr/local/lib/systemd/system.conf",
          "/usr/lib/systemd/system.conf");

  private final HostRoot host;

  public SystemdUnits(HostRoot host) {
    this.host = host;
  }

  /// A setting of a unit.
  ///
  /// @param unit `nginx.service`, `worker@3.service`
  /// @param key `LimitNOFILE`, `TasksMax`, `MemoryMax`, …
  public Optional<ConfiguredValue> setting(String unit, String key) {
    List<Path> files = new ArrayList<>();
    fragment(unit).ifPresent(files::add);
    files.addAll(host.fragments(dropInFolders(unit), ".conf"));
    return last(files, key);
  }

  /// A default of the service manager: `DefaultLimitNOFILE`, `DefaultTasksMax`.
  public Optional<ConfiguredValue> managerDefault(String key) {
    List<Path> files = new ArrayList<>();
    firstThatExists(MANAGER_FILES.stream()).ifPresent(files::add);
    files.addAll(host.fragments(MANAGER_FOLDERS, ".conf"));
    return last(files, key);
  }

  /// Where a drop-in that raises a limit of this unit belongs.
  public static String dropInPath(String unit) {
    return "/etc/systemd/system/" + unit + ".d/limits.conf";
  }

  /// The unit's own file, or that of its template.
  private Optional<Path> fragment(String unit) {
    return Stream.concat(Stream.of(unit), template(unit).stream())
        .flatMap(name -> firstThatExists(FOLDERS.stream().map(f -> f + "/" + name)).stream())
        .findFirst();
  }

  private Optional<Path> firstThatExists(Stream<String> paths) {
    return paths.map(host::at).filter(Files::isRegularFile).findFirst();
  }

  private static Optional<String> template(String unit) {
    int at = unit.indexOf('@');
    int dot = unit.lastIndexOf('.');
    return at > 0 && dot > at + 1
        ? Optional.of(unit.substring(0, at + 1) + unit.substring(dot))
        : Optional.empty();
  }

  /// For `a-b@1.service`: of the instance, of the template, of the prefix `a-.service`, of all
  /// services; within each, the folders by rank.
  private static List<String> dropInFolders(String unit) {
    List<String> names = new ArrayList<>();
    names.add(unit);
    template(unit).ifPresent(names::add);
    int dot = unit.lastIndexOf('.');
    for (int dash = unit.lastIndexOf('-'); dash > 0; dash = unit.lastIndexOf('-', dash - 1)) {
      names.add(unit.substring(0, dash + 1) + unit.substring(dot));
    }
    names.add(unit.substring(dot + 1));
    return names.stream()
        .flatMap(name -> FOLDERS.stream().map(folder -> folder + "/" + name + ".d"))
        .toList();
  }

  private Optional<ConfiguredValue> last(List<Path> files, String key) {
    Optional<ConfiguredValue> last = Optional.empty();
    for (Path file : files) {
      List<String> lines = host.lines(file);
      for (int i = 0; i < lines.size(); i++) {
        Optional<String> value = assignment(lines.get(i), key);
        if (value.isPresent()) {
          String origin = host.shown(file) + ":" + (i + 1);
          last = value.filter(v -> !v.isEmpty()).map(v -> new ConfiguredValue(v, origin));
        }
      }
    }
    return last;
  }

  static Optional<String> assignment(String line, String key) {
    String text = line.strip();
    int equals = text.indexOf('=');
    return equals > 0 && text.substring(0, equals).strip().equals(key)
        ? Optional.of(text.substring(equals + 1).strip())
        : Optional.empty();
  }
}
