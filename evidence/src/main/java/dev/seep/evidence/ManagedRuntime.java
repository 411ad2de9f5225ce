package dev.seep.evidence;

/// What looks after the memory of a process. A collector lets garbage grow until it comes, so that
/// growth alone means less there.
public enum ManagedRuntime {
  /// Nobody, or one that frees at once: C, C++, Rust; CPython, which counts references.
  NATIVE,
  /// The JVM of OpenJDK, which publishes counters of its heap.
  HOTSPOT,
  /// Node, Deno, Electron.
  V8,
  GO,
  /// Any other that collects: .NET, OpenJ9, Mono, PyPy.
  OTHER
}
