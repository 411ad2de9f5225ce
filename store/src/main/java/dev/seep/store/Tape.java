package dev.seep.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns what changed into ticks for the store: numbers them, leaves out what did not change, and
/// decides where a window and a run begin anew.
///
/// A run ends where nobody watched: at the start, after a long silence (the machine slept), where a
/// clock was set back, and where ticks were lost. A new run repeats every value that holds, as only
/// changes come in, and nothing is held from one run into the next.
///
/// The age clock (`worn`) is what pieces are aged by. Wall time will not do: a clock set back a
/// year, and right again, would have everything between dropped at once. It goes on with wall time
/// while that goes forward, by a day at most at a time while the daemon runs, never back; the time
/// that the daemon was down counts in full.
final class Tape {
  /// A window ends after this time, or with this many bytes of log.
  static final long WINDOW_MILLIS = Duration.ofHours(2).toMillis();

  static final int WINDOW_BYTES = 2 << 20;

  private static final long SILENCE_MILLIS = Duration.ofMinutes(2).toMillis();
  private static final long MOST_WORN_AT_ONCE = Duration.ofDays(1).toMillis();

  private final Map<SeriesKey, Live> series = new HashMap<>();
  private final List<Live> touched = new ArrayList<>();
  private final Numbers numbers;
  private long lastAt = Long.MIN_VALUE;
  private long usualMillis;
  private long windowBegan;
  private long windowBytes;
  private long round;
  private boolean broken = true;

  Tape(Numbers numbers) {
    this.numbers = numbers;
  }

  /// The next free numbers, and where the age clock stands.
  static final class Numbers {
    long tick = 1;
    long series = 1;
    long window;
    long run;
    long worn;

    /// Wall time of the last tick of the writer before; 0 for none.
    long endedAt;
  }

  /// Where the store has a series' number.
  @FunctionalInterface
  interface Directory {
    /// 0 for none
    long numberOf(SeriesKey key) throws SQLException;
  }

  /// Notes what changed, without writing it: the next tick that is written begins a new run.
  void miss(List<Point> changed) {
    apply(changed);
    touched.clear();
    broken = true;
    series.values().removeIf(live -> live.isGone() && !live.known);
  }

  /// @throws SQLException when the store cannot tell a series' number; the tick is missed then
  PendingTick take(Instant at, List<Point> changed, List<Mark> marks, Directory directory)
      throws SQLException {
    long now = at.toEpochMilli();
    apply(changed);
    boolean breaks = broken || now < lastAt || now - lastAt > silence();
    List<Mark> told = marks;
    if (lastAt != Long.MIN_VALUE && now < lastAt) {
      told = new ArrayList<>(marks);
      told.add(setBack(at));
    }
    if (breaks) {
      repeatAll();
    }
    try {
      number(directory);
      return write(now, breaks, told);
    } catch (SQLException e) {
      broken = true;
      throw e;
    } finally {
      touched.clear();
    }
  }

  private long silence() {
    return Math.max(SILENCE_MILLIS, 3 * usualMillis);
  }

  private Mark setBack(Instant at) {
    Instant before = Instant.ofEpochMilli(lastAt);
    return new Mark(
        at,
        "host",
        "clock",
        "the clock was set back by " + Duration.between(at, before) + ", from " + before);
  }

  private void apply(List<Point> changed) {
    round++;
    for (Point point : changed) {
      Live live = series.get(point.key());
      if (live == null) {
        if (point.value() == Point.GONE) {
          continue;
        }
        live = new Live(point.key());
        series.put(point.key(), live);
      }
      if (live.value != point.value()) {
        live.value = point.value();
        touch(live);
      }
    }
  }

  private void touch(Live live) {
    if (live.round != round) {
      live.round = round;
      touched.add(live);
    }
  }

  private void repeatAll() {
    for (Live live : series.values()) {
      if (!live.isGone()) {
        touch(live);
      }
    }
  }

  private void number(Directory directory) throws SQLException {
    for (Live live : touched) {
      if (live.number == Live.UNNUMBERED) {
        live.number = directory.numberOf(live.key);
        live.known = live.number != Live.UNNUMBERED;
        if (!live.known) {
          live.number = numbers.series++;
        }
      }
    }
  }

  private PendingTick write(long now, boolean beginsRun, List<Mark> marks) {
    advance(now, beginsRun);
    boolean beginsWindow =
        beginsRun || now - windowBegan >= WINDOW_MILLIS || windowBytes >= WINDOW_BYTES;
    if (beginsRun) {
      numbers.run++;
    }
    if (beginsWindow) {
      numbers.window++;
      windowBegan = now;
      windowBytes = 0;
    }
    touched.sort(Comparator.comparingLong(live -> live.number));
    VarBytes points = new VarBytes(touched.size() * 3 + 8);
    List<Live> fresh = new ArrayList<>(0);
    long before = 0;
    for (Live live : touched) {
      LogCodec.put(points, live.number - before, live.value, live.write(numbers.window));
      before = live.number;
      if (!live.known) {
        live.known = true;
        fresh.add(live);
      }
    }
    windowBytes += points.length();
    broken = false;
    return new PendingTick(
        numbers.tick++,
        now,
        numbers.run,
        numbers.window,
        beginsRun,
        beginsWindow,
        numbers.worn,
        fresh,
        touched.size(),
        points,
        marks);
  }

  private void advance(long now, boolean beginsRun) {
    if (lastAt == Long.MIN_VALUE) {
      numbers.worn += numbers.endedAt == 0 ? 0 : Math.max(0, now - numbers.endedAt);
    } else {
      numbers.worn += Math.clamp(now - lastAt, 0, MOST_WORN_AT_ONCE);
      usualMillis = beginsRun && now < lastAt ? usualMillis : now - lastAt;
    }
    lastAt = now;
  }

  /// The age clock.
  long worn() {
    return numbers.worn;
  }

  /// The window that ticks are written to.
  long window() {
    return numbers.window;
  }

  /// Forgets those that ended, once everything up to this window is sealed.
  void sealed(long window) {
    series.values().removeIf(live -> live.isGone() && live.window() <= window);
  }

  /// Every series in mind, whether it goes on or not.
  Iterable<Live> series() {
    return series.values();
  }

  int count() {
    return series.size();
  }

  /// After the store was begun anew: nothing of it is known there.
  void forgetNumbers() {
    for (Live live : series.values()) {
      live.number = Live.UNNUMBERED;
      live.known = false;
    }
    broken = true;
  }
}
