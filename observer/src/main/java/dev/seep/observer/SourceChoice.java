package dev.seep.observer;

/// Which source of descriptors to use.
public enum SourceChoice {
  /// The best one permitted.
  AUTO,
  /// The BPF iterator, or nothing.
  EBPF,
  /// `/proc` and netlink only.
  PROCFS
}
