package dev.seep.evidence;

/// Where descriptors were read from.
public enum Source {
  /// The BPF descriptor iterator: one pass over the machine.
  EBPF("ebpf"),
  /// `/proc`, extended attributes and netlink.
  PROCFS("procfs");

  private final String slug;

  Source(String slug) {
    this.slug = slug;
  }

  public String slug() {
    return slug;
  }
}
