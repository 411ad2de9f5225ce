package dev.seep.detector;

import dev.seep.evidence.Condition;

/// What must be waited for before a gap in the lifetimes says that nobody closes: what a timer
/// holds for a minute is not closed within the first minute either.
///
/// No timer is known to hold a socket that was never connected or is dead, and few hold a file;
/// connections are held by many, for 60 s by most, so those are to stay for longer than that,
/// unless what was there before shows that they have piled up for longer already.
final class Timers {
  /// A keep-alive of 15 s has shown itself by then.
  static final double SHORTEST_WATCH_SECONDS = 20;

  private static final double SHORTEST_WATCH_OF_FILES_SECONDS = 25;
  private static final double LONGEST_USUAL_TIMER_SECONDS = 75;
  private static final double MOST_THAT_LEAVE = 0.02;

  private Timers() {}

  /// Whether what a timer held would have been closed by now.
  static boolean havePassed(Exhibit exhibit) {
    return switch (hold(exhibit.crowd().condition)) {
      case NONE -> exhibit.now() >= SHORTEST_WATCH_SECONDS;
      case RARE -> exhibit.now() >= SHORTEST_WATCH_OF_FILES_SECONDS;
      case USUAL ->
          exhibit.now() >= SHORTEST_WATCH_SECONDS
              && secondsPiledUp(exhibit) >= LONGEST_USUAL_TIMER_SECONDS;
    };
  }

  private enum Hold {
    NONE,
    RARE,
    USUAL
  }

  private static Hold hold(Condition condition) {
    return switch (condition) {
      case NEVER_CONNECTED, CONNECT_FAILED, DEAD -> Hold.NONE;
      case OPEN, DELETED, ANONYMOUS -> Hold.RARE;
      case CLOSE_WAIT,
          CONNECTING,
          UNREAD,
          IDLE,
          ACTIVE,
          CONNECTED,
          HALF_CLOSED,
          BOUND,
          DATAGRAM,
          UNIX_CONNECTED,
          LONELY,
          LISTENING,
          THREAD,
          UNLISTED ->
          Hold.USUAL;
    };
  }

  /// For how long they have come and not gone: what a timer held when the watch began would have
  /// left by now as fast as others come.
  private static double secondsPiledUp(Exhibit exhibit) {
    Floor floor = exhibit.floor();
    boolean noneLeft = floor.departed() <= MOST_THAT_LEAVE * floor.arrived();
    double before = noneLeft ? exhibit.backlog() / Math.max(1e-9, floor.perSecond()) : 0;
    return exhibit.now() + before;
  }
}
