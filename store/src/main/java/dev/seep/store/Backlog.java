package dev.seep.store;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Ticks that are not written yet, as many as there is room for: one, while the disk takes them.
final class Backlog {
  /// 1,400 ticks of 12,000 series of which a tenth moves: two hours.
  private static final long MOST_BYTES = 4 << 20;

  private static final int MOST_TICKS = 10_000;
  private static final int MOST_AT_ONCE = 256;

  /// So that one call of `tick` does not take long.
  private static final int MOST_A_CALL = 2_048;

  private final ArrayDeque<PendingTick> ticks = new ArrayDeque<>();
  private long bytes;
  private int atOnce = 1;

  boolean isFull() {
    return bytes >= MOST_BYTES || ticks.size() >= MOST_TICKS;
  }

  int size() {
    return ticks.size();
  }

  void add(PendingTick tick) {
    ticks.add(tick);
    bytes += tick.bytes();
  }

  void clear() {
    ticks.clear();
    bytes = 0;
  }

  /// Writes the oldest ones, a few in one transaction; more after each that succeeds.
  void flush(Db db, TickWriter writer, Sealer sealer) throws SQLException {
    int written = 0;
    while (!ticks.isEmpty() && written < MOST_A_CALL) {
      List<PendingTick> some = new ArrayList<>(ticks).subList(0, Math.min(atOnce, ticks.size()));
      try {
        db.transaction(() -> {
          for (PendingTick tick : some) {
            writer.write(tick);
          }
        });
      } catch (SQLException e) {
        atOnce = 1;
        throw e;
      }
      for (PendingTick tick : some) {
        ticks.removeFirst();
        bytes -= tick.bytes();
        if (tick.beginsWindow()) {
          sealer.opened(tick.window());
        }
      }
      written += some.size();
      atOnce = Math.min(MOST_AT_ONCE, atOnce * 2);
    }
  }
}
