package dev.seep.watch;

import java.time.Instant;

/// One moment, on both clocks.
///
/// @param seconds on a clock that never goes back: what is judged is judged on it
/// @param wall what people call it, which can be set
record Moment(double seconds, Instant wall) {

  double secondsSince(Moment earlier) {
    return seconds - earlier.seconds;
  }
}
