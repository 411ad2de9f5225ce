package dev.seep.watch.config;

import dev.seep.alerting.config.TimeInterval.Range;
import java.util.List;
import java.util.Locale;

/// Ranges of days, months or years as Alertmanager writes them: `monday:friday`, `5`, `-3:-1`.
///
/// @param what one of them, for whoever gets it wrong
/// @param names of 1, 2, …; empty where there are numbers alone
/// @param numbers whether numbers do, too
/// @param least, most inclusive; 0 is none of them
/// @param round whether the last may come before the first
record Ranges(
    String what, List<String> names, boolean numbers, int least, int most, boolean round) {
  static final Ranges WEEKDAYS =
      new Ranges(
          "weekday",
          List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
          false,
          1,
          7,
          true);
  static final Ranges MONTHS =
      new Ranges(
          "month",
          List.of(
              "january",
              "february",
              "march",
              "april",
              "may",
              "june",
              "july",
              "august",
              "september",
              "october",
              "november",
              "december"),
          true,
          1,
          12,
          true);
  static final Ranges DAYS_OF_MONTH = new Ranges("day of a month", List.of(), true, -31, 31, false);
  static final Ranges YEARS = new Ranges("year", List.of(), true, 1970, 9999, false);

  /// @throws IllegalArgumentException that says what is wrong
  Range parse(String text) {
    String[] ends = text.split(":", -1);
    if (ends.length > 2) {
      throw new IllegalArgumentException(Scalars.quoted(text) + " has more than one colon");
    }
    int first = number(ends[0]);
    int last = ends.length == 1 ? first : number(ends[1]);
    // From the 28th to the last day of a month (28:-1) is in order, from -1 to 28 is not.
    if (!round && Integer.signum(first) == Integer.signum(last) && last < first) {
      throw new IllegalArgumentException(Scalars.quoted(text) + " ends before it begins");
    }
    if (!round && first < 0 && last > 0) {
      throw new IllegalArgumentException(Scalars.quoted(text) + " ends before it begins");
    }
    return new Range(first, last);
  }

  private int number(String text) {
    int name = names.indexOf(text.strip().toLowerCase(Locale.ROOT));
    if (name >= 0) {
      return name + 1;
    }
    if (numbers && text.strip().matches("-?[0-9]{1,5}")) {
      int number = Integer.parseInt(text.strip());
      if (number >= least && number <= most && number != 0) {
        return number;
      }
    }
    throw new IllegalArgumentException(Scalars.quoted(text) + " is no " + what);
  }

  String text(Range range) {
    String first = word(range.first());
    return range.first() == range.last() ? first : first + ":" + word(range.last());
  }

  private String word(int number) {
    return names.isEmpty() ? Integer.toString(number) : names.get(number - 1);
  }
}
