package dev.seep.tracing;

import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;

/// Puts a tracer on a process.
@FunctionalInterface
public interface Tracers {
  /// @return unseen when tracing is not permitted or not possible here, with what would allow it
  Reading<Trace> attach(ProcessIdentity target, TraceOptions options);

  /// Never traces.
  static Tracers none(String why) {
    return (target, options) -> Reading.unseen("who opens and closes", why, "");
  }
}
