package dev.seep.store;

import dev.seep.evidence.Blind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What keeps the history from being written, in words.
final class Trouble {
  private final String what;
  private @Nullable String failing;
  private String mend = "";
  private @Nullable Instant since;
  private @Nullable Instant lostFrom;
  private @Nullable Blind begunAnew;

  Trouble(String what) {
    this.what = what;
  }

  void failed(Instant at, Exception why) {
    failing = String.valueOf(why.getMessage());
    mend =
        why instanceof SQLException sql && Opening.isDamage(sql)
            ? "start seep watch anew: it moves the damaged file aside and begins a new one"
            : "make room on its disk; writing goes on by itself";
    if (since == null) {
      since = at;
    }
  }

  /// A tick was not kept: there is no room in memory either.
  void lost(Instant at) {
    if (lostFrom == null) {
      lostFrom = at;
    }
  }

  /// It can be written again.
  ///
  /// @return since when ticks were lost, null for none
  @Nullable Instant cleared() {
    Instant lost = lostFrom;
    failing = null;
    since = null;
    lostFrom = null;
    return lost;
  }

  boolean isFailing() {
    return failing != null;
  }

  void begunAnew(Blind told) {
    begunAnew = told;
  }

  /// @param waiting ticks in memory
  /// @param damaged chunks that cannot be read
  Optional<Blind> tell(int waiting, long damaged) {
    if (failing != null) {
      String loss =
          lostFrom == null
              ? "; nothing is lost so far, " + waiting + " ticks wait in memory"
              : "; what was seen from "
                  + lostFrom
                  + " on is lost, "
                  + waiting
                  + " ticks before that"
                  + " wait in memory";
      return Optional.of(
          new Blind(what, "not written since " + since + ": " + failing + loss, mend));
    }
    if (begunAnew != null) {
      return Optional.of(begunAnew);
    }
    if (damaged > 0) {
      return Optional.of(
          new Blind(
              what,
              damaged + " pieces of it could not be read and are shown as gaps",
              "check the disk"));
    }
    return Optional.empty();
  }
}
