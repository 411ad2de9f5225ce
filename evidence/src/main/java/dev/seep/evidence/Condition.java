package dev.seep.evidence;

/// What state an open file was in when a sample was taken, as the detector tells states apart.
public enum Condition {
  /// A stream socket on which nothing was ever done.
  NEVER_CONNECTED(Tier.DEFINITE),
  /// A connect that failed or gave up; the socket is still held.
  CONNECT_FAILED(Tier.DEFINITE),
  /// The peer has closed, this side has not.
  CLOSE_WAIT(Tier.DEFINITE),
  /// Reset, or closed both ways, and still held.
  DEAD(Tier.DEFINITE),
  /// A unix socket whose other end is gone: whatever is left to be read, nothing is added to it,
  /// and nobody is left to be written to.
  LONELY(Tier.DEFINITE),
  /// A handshake under way.
  CONNECTING(Tier.CLIENT),
  /// Established, with received bytes that nobody reads.
  UNREAD(Tier.CLIENT),
  /// Established or connected, and silent in both directions.
  IDLE(Tier.CLIENT),
  /// Established, and data flowed a short while ago.
  ACTIVE(Tier.CLIENT),
  /// Established, activity not known.
  CONNECTED(Tier.CLIENT),
  /// Shut down by this side and not closed.
  HALF_CLOSED(Tier.CLIENT),
  /// Bound, not listening.
  BOUND(Tier.CLIENT),
  /// A datagram socket.
  DATAGRAM(Tier.CLIENT),
  /// A connected unix socket.
  UNIX_CONNECTED(Tier.CLIENT),
  LISTENING(Tier.SERVER),
  /// An open file, directory, device.
  OPEN(Tier.FILE),
  /// An open file that has no name left.
  DELETED(Tier.FILE),
  /// Pipes, epoll, eventfd and the like.
  ANONYMOUS(Tier.CLIENT),
  /// A thread.
  THREAD(Tier.CLIENT),
  /// A socket in no table that may not be looked at.
  UNLISTED(Tier.CLIENT);

  /// How much evidence a state asks for (the tiers of the AgeFloor rule).
  public enum Tier {
    DEFINITE,
    CLIENT,
    SERVER,
    FILE
  }

  private final Tier tier;

  Condition(Tier tier) {
    this.tier = tier;
  }

  public Tier tier() {
    return tier;
  }
}
