package dev.seep.evidence.watch;

/// What people name a process by, so that a restart continues what was known of it: its systemd
/// unit, its container, or its command.
///
/// @param name `nginx.service`, a container's host name or short id, or a command's name; hostile
///   text like every name from the kernel
public record Workload(Kind kind, String name) {

  /// By what it is named; the first that applies.
  public enum Kind {
    CONTAINER("container"),
    UNIT("unit"),
    COMMAND("command");

    private final String slug;

    Kind(String slug) {
      this.slug = slug;
    }

    public String slug() {
      return slug;
    }
  }

  /// `unit:nginx.service`: its name in labels, in addresses of pages and in the store.
  public String id() {
    return kind.slug + ":" + name;
  }
}
