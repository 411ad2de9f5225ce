package dev.seep.alerting.channel;

import dev.seep.alerting.message.Kind;
import dev.seep.alerting.message.Notice;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// One notice on its way through one channel.
public final class Delivery {

  /// How far it is.
  public enum State {
    QUEUED,
    RETRYING,
    SENT,
    FAILED
  }

  /// @param detail one printable line, empty for none
  public record Progress(State state, int attempts, String detail) {
    public boolean isOver() {
      return state == State.SENT || state == State.FAILED;
    }
  }

  private final Notice notice;
  private final String channel;
  private final Set<String> incidents;
  private final Set<String> done = ConcurrentHashMap.newKeySet();
  private volatile Progress progress = new Progress(State.QUEUED, 0, "");

  // Guarded by the courier's lock.
  long notBeforeNanos;
  int failures;

  /// @param channel key of the courier
  public Delivery(Notice notice, String channel) {
    this.notice = notice;
    this.channel = channel;
    this.incidents =
        notice.items().stream().map(item -> item.message().incident()).collect(Collectors.toSet());
  }

  public Notice notice() {
    return notice;
  }

  public String channel() {
    return channel;
  }

  public Progress progress() {
    return progress;
  }

  /// Ends it without a send.
  public void fail(String why) {
    progress = new Progress(State.FAILED, progress.attempts(), why);
  }

  /// Refreshes come again by themselves: they are neither kept nor logged.
  public boolean isRefresh() {
    return notice.isOnly(Kind.REFRESH);
  }

  boolean isReminder() {
    return notice.isOnly(Kind.REMINDER) || isRefresh();
  }

  boolean sharesIncident(Delivery other) {
    return incidents.stream().anyMatch(other.incidents::contains);
  }

  /// Whether this one says all that the older one would have.
  boolean supersedes(Delivery older) {
    return incidents.containsAll(older.incidents);
  }

  Set<String> done() {
    return done;
  }

  void step(State state, String detail) {
    progress = new Progress(state, progress.attempts() + 1, detail);
  }
}
