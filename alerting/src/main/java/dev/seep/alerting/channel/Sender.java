package dev.seep.alerting.channel;

import dev.seep.alerting.message.Notice;
import java.util.Set;

/// Sends notices in the format of one vendor. Keeps nothing between two calls.
public interface Sender {

  /// Blocks until the other side answered or a deadline is over.
  ///
  /// @param done what of it was accepted before, and is now; so that a second try does not tell
  ///   again those who were told
  Outcome send(Notice notice, Set<String> done);
}
