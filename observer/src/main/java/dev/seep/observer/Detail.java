package dev.seep.observer;

/// How closely to look at one process.
public enum Detail {
  /// Every descriptor with its kind, path, state and peer: what a hunt samples.
  SAMPLE,
  /// And the owners of loopback and unix peers and of pipes' other ends, memory.
  SUMMARY,
  /// And flags, offsets, and what only `fdinfo` tells.
  EVERYTHING
}
