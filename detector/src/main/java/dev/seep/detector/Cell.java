package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Population;
import java.util.ArrayList;
import java.util.List;

/// The open files of one population that are in one condition, and what is remembered of those that
/// were and left: counts and histograms only, so that memory does not grow with the watch.
final class Cell {
  /// Age from which a member counts as one that stays; see [Floor].
  static final double MATURE_SECONDS = 10;

  /// @param condition the established conditions (active, idle, unread, not known) are one: a
  ///   connection moves between them all the time
  /// @param site where they were opened; 0 when not known
  record Key(Population population, Condition condition, int site) {
    static Key of(Population population, Condition condition, int site) {
      return new Key(population, standing(condition), site);
    }

    static Key of(Population population, Condition condition) {
      return of(population, condition, 0);
    }

    private static Condition standing(Condition condition) {
      return switch (condition) {
        case ACTIVE, IDLE, UNREAD, CONNECTED -> Condition.CONNECTED;
        case NEVER_CONNECTED,
            CONNECT_FAILED,
            CLOSE_WAIT,
            DEAD,
            CONNECTING,
            HALF_CLOSED,
            BOUND,
            DATAGRAM,
            UNIX_CONNECTED,
            LONELY,
            LISTENING,
            OPEN,
            DELETED,
            ANONYMOUS,
            THREAD,
            UNLISTED ->
            condition;
      };
    }

    boolean isEstablished() {
      return condition == Condition.CONNECTED;
    }

    boolean isDefinite() {
      return condition.tier() == Condition.Tier.DEFINITE;
    }
  }

  final Key key;

  /// What was seen of the whole population, whatever its condition and wherever it was opened.
  final Kin kin;

  /// What was seen of all that was opened at that site, wherever it led; [#kin] when the site is
  /// not known.
  final Kin siblings;

  /// Here at the first look.
  int atFirst;

  /// Came here while watched.
  int entered;

  /// Came here while watched and left, by being closed or by changing its condition.
  int left;

  /// Of those that left, how many were closed.
  int closed;

  /// How long those stayed that came and left.
  final Lifetimes stays = new Lifetimes();

  /// The same of those that were not in use when they left.
  final Lifetimes idleStays = new Lifetimes();

  /// When those entered that had matured when they left.
  final Epochs matureEntered = new Epochs();

  /// When mature ones left, those of the backlog among them.
  final Epochs matureLeft = new Epochs();

  /// When those left that were here at the first look and were not in use.
  final Epochs backlogLeft = new Epochs();

  /// Those that were closed and were not in use, by the moment they were.
  final Bunches bunches = new Bunches();

  /// How long those stayed that a restart of the program cut short: nobody closed them, and nobody
  /// knows whether anybody would have.
  final Lifetimes cutStays = new Lifetimes();

  /// When those entered.
  final Epochs cutEntered = new Epochs();

  /// Those here now; filled when an assessment is made.
  final List<Member> members = new ArrayList<>();

  Cell(Key key, Kin kin, Kin siblings) {
    this.key = key;
    this.kin = kin;
    this.siblings = siblings;
  }

  void opened(int number) {
    kin.opened += number;
    if (siblings != kin) {
      siblings.opened += number;
    }
  }

  void closed() {
    kin.closed++;
    if (siblings != kin) {
      siblings.closed++;
    }
  }

  void lived(double seconds) {
    kin.lives.add(seconds);
    if (siblings != kin) {
      siblings.lives.add(seconds);
    }
  }

  void fold() {
    matureEntered.fold();
    matureLeft.fold();
    backlogLeft.fold();
    bunches.fold();
    cutEntered.fold();
  }

  /// What was seen of one population, or of one site.
  static final class Kin {
    int opened;
    int closed;

    /// Lives of those that were both opened and closed while watched.
    final Lifetimes lives = new Lifetimes();
  }
}
