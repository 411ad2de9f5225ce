package dev.seep.cli.history;

import dev.seep.store.HistoryReader;
import dev.seep.store.Mark;
import dev.seep.store.SeriesKey;
import dev.seep.store.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the history knows of one owner in a span of time, as far as a screen shows it.
///
/// @param limit its soft limit over the same span, without steps for what has none
/// @param classes by growth, those that grew most first; empty when they are not asked for
public record Chronicle(
    String owner, Track track, Track limit, List<Mark> marks, List<Track> classes) {
  public static final String OPEN = "open";
  public static final String CLASS = "class";
  private static final String SOFT_LIMIT = "soft_limit";

  /// Steps of the small graphs of classes.
  private static final int CLASS_STEPS = 96;

  public Chronicle {
    marks = List.copyOf(marks);
    classes = List.copyOf(classes);
  }

  /// @param metric [#CLASS] is drawn as what is open, with every class
  /// @param steps of the graph
  public static Chronicle read(
      HistoryReader history, String owner, String metric, Instant from, Instant to, int steps) {
    String drawn = metric.equals(CLASS) ? OPEN : metric;
    boolean descriptors = drawn.equals(OPEN);
    Track limit = new Track(new SeriesKey(owner, SOFT_LIMIT), from, to, List.of());
    List<Track> classes = new ArrayList<>();
    for (SeriesKey key : descriptors ? history.series(owner, from, to) : List.<SeriesKey>of()) {
      if (key.metric().equals(CLASS)) {
        classes.add(history.track(key, from, to, CLASS_STEPS));
      } else if (key.metric().equals(SOFT_LIMIT)) {
        limit = history.track(key, from, to, 2);
      }
    }
    classes.sort(Comparator.comparingLong(Chronicle::growth).reversed());
    Track track = history.track(new SeriesKey(owner, drawn), from, to, steps);
    return new Chronicle(owner, track, limit, history.marks(owner, from, to), classes);
  }

  private static long growth(Track track) {
    Course course = Course.of(track);
    return course == null ? Long.MIN_VALUE : course.growth();
  }

  /// In bytes, not in pieces.
  public boolean isBytes() {
    return track.key().metric().endsWith("_bytes");
  }

  /// The last known soft limit; empty for none, or no limit.
  public Optional<Long> lastLimit() {
    Course course = Course.of(limit);
    return course == null || course.last() <= 0 || course.last() == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(course.last());
  }
}
