package dev.seep.cli.judge;

import dev.seep.detector.watch.Tier;
import dev.seep.detector.watch.WatchDetector;
import dev.seep.evidence.KernelText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Feeds the rows of a recording to the detector: events (`seconds,event,descriptor,group,tier`) or
/// levels (`seconds,group,value[,tier]`), which the first row tells apart, heading or not.
final class Recording {
  /// Each group costs some 30 KB: so many fit a small machine.
  private static final int MOST_GROUPS = 4_000;

  private static final String EVENTS = "seconds,event,descriptor,group,tier";
  private static final String LEVELS = "seconds,group,value[,tier]";
  private static final String SEE = "seep judge --help shows both formats";

  /// The watch looks at each half minute of a gap; a longer one is a clock that jumped.
  private static final double LONGEST_GAP_SECONDS = 366 * 86_400.0;

  private static final Tier[] TIERS = Tier.values();
  private static final byte[][] SLUGS =
      Arrays.stream(TIERS).map(tier -> bytes(tier.slug())).toArray(byte[][]::new);
  private static final byte[] OPEN = bytes("open");
  private static final byte[] CLOSE = bytes("close");
  private static final byte[] OPS = bytes("ops");
  private static final byte[] RESTART = bytes("restart");

  private final CsvRows rows;
  private final WatchDetector detector;
  private final Names names = new Names();
  private boolean begun;
  private boolean events;
  private long count;
  private double latest = Double.NaN;
  private double first = Double.NaN;
  private String truncated = "";

  Recording(CsvRows rows, WatchDetector detector) {
    this.rows = rows;
    this.detector = detector;
  }

  /// Takes the next row.
  ///
  /// @return false at the end
  boolean next() throws IOException, BadRowException {
    if (!rows.next()) {
      return false;
    }
    try {
      take();
      return true;
    } catch (BadRowException e) {
      if (rows.isWhole() || count == 0) {
        throw e;
      }
      truncated = "line " + e.line() + ", the last one, breaks off (" + e.getMessage() + ")";
      return false;
    }
  }

  private void take() throws BadRowException {
    if (!begun) {
      begun = true;
      boolean heading = is(0, bytes("seconds"));
      events = heading ? is(1, bytes("event")) : isEvent();
      if (heading) {
        checkHeading();
        return;
      }
    }
    double at = seconds();
    try {
      if (events) {
        event(at);
      } else {
        level(at);
      }
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()), SEE);
    }
    count++;
  }

  private boolean isEvent() {
    return is(1, OPEN) || is(1, CLOSE) || is(1, OPS) || is(1, RESTART) || rows.fields() > 4;
  }

  private void checkHeading() throws BadRowException {
    boolean known =
        events
            ? is(2, bytes("descriptor")) && is(3, bytes("group"))
            : is(1, bytes("group")) && is(2, bytes("value"));
    if (!known) {
      throw bad("expected the heading " + EVENTS + " or " + LEVELS, SEE);
    }
  }

  private double seconds() throws BadRowException {
    double at = Numbers.decimal(rows.buffer(), rows.start(0), rows.end(0));
    if (Double.isNaN(at)) {
      throw bad("expected seconds, found " + shown(0), "the row should be " + format());
    }
    if (at < latest) {
      throw bad(
          "time goes back from " + plain(latest) + " to " + plain(at),
          "sort the rows by time: sort -s -t, -k1,1g FILE");
    }
    if (at - latest > LONGEST_GAP_SECONDS) {
      throw bad(
          "more than a year without a row, from " + plain(latest) + " to " + plain(at),
          "look for a clock that jumped, or judge the parts by themselves");
    }
    latest = at;
    first = Double.isNaN(first) ? at : first;
    return at;
  }

  private void event(double at) throws BadRowException {
    if (is(1, OPEN)) {
      detector.opened(at, group(3), tier(4), number());
    } else if (is(1, CLOSE)) {
      detector.closed(at, group(3), number());
    } else if (is(1, OPS)) {
      detector.operations(at, group(3), tier(4), number());
    } else if (is(1, RESTART)) {
      detector.restarted(at, group(3));
    } else {
      throw bad(
          "expected the event open, close, ops or restart, found " + shown(1),
          "the row should be " + format());
    }
  }

  private void level(double at) throws BadRowException {
    double value = rows.isEmpty(2) ? Double.NaN : decimal(2);
    if (Double.isNaN(value)) {
      throw bad("expected a value, found " + shown(2), "the row should be " + format());
    }
    detector.level(at, group(1), rows.isEmpty(3) ? Tier.MEMORY : tier(3), value);
  }

  private double decimal(int field) {
    return Numbers.decimal(rows.buffer(), rows.start(field), rows.end(field));
  }

  private long number() throws BadRowException {
    long number =
        rows.isEmpty(2) ? Numbers.NONE : Numbers.whole(rows.buffer(), rows.start(2), rows.end(2));
    if (number == Numbers.NONE) {
      String what = is(1, OPS) ? "a count of operations" : "a descriptor";
      throw bad("expected " + what + ", found " + shown(2), "the row should be " + format());
    }
    return number;
  }

  private String group(int field) throws BadRowException {
    if (rows.isEmpty(field)) {
      throw bad("expected the name of a group, found nothing", "the row should be " + format());
    }
    String name = names.name(rows.buffer(), rows.start(field), rows.end(field));
    if (names.size() > MOST_GROUPS) {
      throw bad(
          "more than " + MOST_GROUPS + " groups",
          "a group is one kind of resource, such as connections to one peer; leave out what"
              + " changes from one descriptor to the next, or judge one process at a time");
    }
    return name;
  }

  private Tier tier(int field) throws BadRowException {
    if (!rows.isEmpty(field)) {
      for (int i = 0; i < SLUGS.length; i++) {
        if (is(field, SLUGS[i])) {
          return TIERS[i];
        }
      }
    }
    throw bad(
        "expected the tier "
            + Stream.of(TIERS).map(Tier::slug).collect(Collectors.joining(", "))
            + "; found "
            + shown(field),
        "the row should be " + format());
  }

  private boolean is(int field, byte[] word) {
    return field < rows.fields()
        && Arrays.equals(rows.buffer(), rows.start(field), rows.end(field), word, 0, word.length);
  }

  private String shown(int field) {
    if (rows.isEmpty(field)) {
      return "nothing";
    }
    int to = Math.min(rows.end(field), rows.start(field) + 40);
    return "'"
        + KernelText.printable(KernelText.decode(rows.buffer(), rows.start(field), to))
        + "'";
  }

  private String format() {
    return events ? EVENTS : LEVELS;
  }

  private BadRowException bad(String message, String mend) {
    return new BadRowException(rows.line(), message, mend);
  }

  private static String plain(double seconds) {
    return java.math.BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString();
  }

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }

  /// Rows taken, the heading not counted.
  long count() {
    return count;
  }

  /// Seconds from the first row to the last; 0 without rows.
  double span() {
    return count == 0 ? 0 : latest - first;
  }

  /// Where the recording begins, which times are told from; NaN without rows.
  double first() {
    return first;
  }

  double latest() {
    return latest;
  }

  long bytesRead() {
    return rows.bytesRead();
  }

  /// Why the last row was left out; empty when it was not.
  String truncated() {
    return truncated;
  }
}
