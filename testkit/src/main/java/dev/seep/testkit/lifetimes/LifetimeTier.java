package dev.seep.testkit.lifetimes;

/// What kind of resource a class holds, as far as it tells how sure its end is.
public enum LifetimeTier {
  /// In a state no healthy socket stays in, such as `CLOSE_WAIT`.
  DEFINITE,
  /// The process opened it: connections, pipes, eventfds; threads.
  CLIENT,
  /// Somebody else opened it: accepted connections.
  SERVER,
  /// Regular files.
  FILE,
  /// A level in bytes.
  MEMORY
}
