package dev.seep.watch;

import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import java.time.Duration;

/// Takes closer looks at single processes.
@FunctionalInterface
public interface HuntRunner {

  /// @return the look, begun; unseen when it could not be begun
  Reading<Run> begin(ProcessFacts process, Duration length);

  /// A closer look. For several threads.
  interface Run {
    boolean isOver();

    /// The JSON of the contract's `hunt` shape; unseen with the reason when there is none. Asked
    /// when it is over.
    Reading<String> report();

    /// Ends it early; what it knows by then is lost.
    void stop();
  }

  /// Never looks.
  static HuntRunner none(String why) {
    return (process, length) -> Reading.unseen("a closer look", why, "");
  }
}
