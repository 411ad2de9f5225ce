package dev.seep.watch;

import dev.seep.observer.Eye;
import dev.seep.store.History;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// What a watch is put together from, so that a test can exchange any of it.
///
/// @param log where the watch says what happens to it, line by line
record WatchParts(
    Eye eye,
    Namer namer,
    History history,
    HuntRunner hunts,
    Teller teller,
    InstantSource wall,
    LongSupplier nanos,
    WatchSettings settings,
    Log log) {

  /// Takes a line for whoever runs the watch.
  @FunctionalInterface
  interface Log {
    void line(String text);
  }
}
