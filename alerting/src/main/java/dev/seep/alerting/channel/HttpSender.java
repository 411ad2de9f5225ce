package dev.seep.alerting.channel;

import dev.seep.alerting.config.HttpSettings;
import dev.seep.alerting.message.Notice;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Sends a notice as one request or as several, one behind the other; those that were accepted are
/// not sent again.
final class HttpSender implements Sender {

  /// Writes a notice in a vendor's format.
  interface Format {
    /// @throws IOException when a secret cannot be read
    /// @throws IllegalArgumentException when an address is none
    List<Post> posts(Notice notice) throws IOException;
  }

  private final Format format;
  private final HttpSettings settings;
  private final Network network;

  HttpSender(Format format, HttpSettings settings, Network network) {
    this.format = format;
    this.settings = settings;
    this.network = network;
  }

  @Override
  public Outcome send(Notice notice, Set<String> done) {
    List<Post> posts;
    try {
      posts = format.posts(notice);
    } catch (IOException e) {
      return new Outcome.Later(Failures.line(String.valueOf(e.getMessage())), Duration.ZERO);
    } catch (IllegalArgumentException e) {
      // The address may be a secret: it is not shown.
      return new Outcome.Refused("the address is none");
    }
    Outcome last = new Outcome.Accepted("nothing to send");
    for (int i = 0; i < posts.size(); i++) {
      String part = String.valueOf(i);
      if (done.contains(part)) {
        continue;
      }
      last = network.exchange(posts.get(i), settings);
      if (!(last instanceof Outcome.Accepted)) {
        return last;
      }
      done.add(part);
    }
    return last;
  }
}
