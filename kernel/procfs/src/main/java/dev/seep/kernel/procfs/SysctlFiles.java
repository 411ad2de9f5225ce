package dev.seep.kernel.procfs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where kernel settings are configured, in the order of sysctl.d(5): fragments by file name, of
/// one name the folder with the higher rank, the last assignment wins. `/etc/sysctl.conf` comes
/// last, as `sysctl --system` reads it (systemd does so through the link `99-sysctl.conf`).
public final class SysctlFiles {
  private static final List<String> FOLDERS =
      List.of(
          "/etc/sysctl.d",
          "/run/sysctl.d",
          "/usr/local/lib/sysctl.d",
          "/usr/lib/sysctl.d",
          "/lib/sysctl.d");

  private record Assignment(String name, ConfiguredValue value) {}

  private final List<Assignment> assignments = new ArrayList<>();

  public SysctlFiles(HostRoot host) {
    for (Path fragment : host.fragments(FOLDERS, ".conf")) {
      read(host, fragment);
    }
    read(host, host.at("/etc/sysctl.conf"));
  }

  private void read(HostRoot host, Path file) {
    List<String> lines = host.lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String origin = host.shown(file) + ":" + (i + 1);
      parseLine(lines.get(i))
          .ifPresent(a -> assignments.add(new Assignment(a[0], new ConfiguredValue(a[1], origin))));
    }
  }

  /// `-fs.file-max = 100` (a `-` in front lets errors pass), `fs/file-max=100`; `#` and `;` start
  /// comments.
  private static Optional<String[]> parseLine(String line) {
    String text = line.strip();
    int equals = text.indexOf('=');
    if (equals <= 0 || text.startsWith("#") || text.startsWith(";")) {
      return Optional.empty();
    }
    String name = text.substring(text.startsWith("-") ? 1 : 0, equals).strip();
    return Optional.of(new String[] {withDots(name), text.substring(equals + 1).strip()});
  }

  /// The separator is the first of `/` and `.` that occurs.
  private static String withDots(String name) {
    int slash = name.indexOf('/');
    int dot = name.indexOf('.');
    return slash >= 0 && (dot < 0 || slash < dot)
        ? name.replace('.', '\0').replace('/', '.').replace('\0', '/')
        : name;
  }

  /// The assignment of a setting that counts; empty when no file sets it.
  public Optional<ConfiguredValue> setting(String name) {
    ConfiguredValue last = null;
    ConfiguredValue lastByPattern = null;
    for (Assignment assignment : assignments) {
      if (assignment.name().equals(name)) {
        last = assignment.value();
      } else if (assignment.name().indexOf('*') >= 0 && matches(assignment.name(), name)) {
        lastByPattern = assignment.value();
      }
    }
    return Optional.ofNullable(last != null ? last : lastByPattern);
  }

  /// A `*` stands for one part of the name.
  private static boolean matches(String pattern, String name) {
    StringBuilder regex = new StringBuilder();
    for (String part : pattern.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : "[^.]*").append(Pattern.quote(part));
    }
    return name.matches(regex.toString());
  }
}
