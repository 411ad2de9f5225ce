package dev.seep.cli.top;

import dev.seep.evidence.watch.WatchedProcess;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The orders of the table, each with its key. What cannot be told comes last, ties go by nearness
/// to the limit, then descriptors, then pid, so that rows do not change places without a reason.
public enum SortKey {
  STANDING('s', "who leaks, who grows"),
  LIMIT('l', "nearness to the limit"),
  OPEN('o', "open descriptors"),
  RATE('g', "growth a minute"),
  LEFT('t', "time left to the limit"),
  RSS('m', "resident memory"),
  THREADS('n', "threads"),
  PID('p', "process id"),
  USER('u', "user"),
  COMMAND('c', "command or workload");

  private final char letter;
  private final String meaning;

  SortKey(char letter, String meaning) {
    this.letter = letter;
    this.meaning = meaning;
  }

  public char letter() {
    return letter;
  }

  public String meaning() {
    return meaning;
  }

  /// Its word on the command line.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<SortKey> ofWord(String word) {
    for (SortKey key : values()) {
      if (key.word().equals(word)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  static Optional<SortKey> ofLetter(int letter) {
    for (SortKey key : values()) {
      if (key.letter == letter) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  Comparator<WatchedProcess> order(boolean reversed) {
    Comparator<WatchedProcess> first = natural();
    return (reversed ? first.reversed() : first)
        .thenComparing(Comparator.comparingDouble(WatchedProcess::nearness).reversed())
        .thenComparing(Comparator.comparingInt(WatchedProcess::open).reversed())
        .thenComparingInt(row -> row.process().pid());
  }

  private Comparator<WatchedProcess> natural() {
    return switch (this) {
      case STANDING -> Comparator.comparing(WatchedProcess::standing).reversed();
      case LIMIT -> highest(WatchedProcess::nearness);
      case OPEN -> highest(WatchedProcess::open);
      case RATE -> highest(row -> Double.isNaN(row.perMinute()) ? -1e18 : row.perMinute());
      case LEFT -> Comparator.comparingDouble(row -> row.forecast().limitInSeconds());
      case RSS -> highest(WatchedProcess::residentBytes);
      case THREADS -> highest(row -> row.process().threads());
      case PID -> Comparator.comparingInt(row -> row.process().pid());
      case USER -> Comparator.comparing(WatchedProcess::user);
      case COMMAND -> Comparator.comparing(TopNames::raw, String.CASE_INSENSITIVE_ORDER);
    };
  }

  private static Comparator<WatchedProcess> highest(
      java.util.function.ToDoubleFunction<WatchedProcess> figure) {
    return Comparator.comparingDouble(figure).reversed();
  }
}
