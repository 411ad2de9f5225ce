package dev.seep.alerting.config;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/// A recurring stretch of time, as Alertmanager's `time_interval`: it holds when each of its lists
/// holds, and an empty list always does. Unlike there, times may run past midnight (`22:00` to
/// `06:00`), and then belong to the day on which they began.
///
/// @param times minutes of the day
/// @param weekdays 1 for Monday to 7 for Sunday; `saturday:monday` is 6 to 1
/// @param daysOfMonth from 1; negative ones count from the month's end, -1 is its last day
/// @param months 1 to 12
/// @param years as they are
/// @param location time zone
/// @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#time_interval">
///   Alertmanager</a>
public record TimeInterval(
    List<Times> times,
    List<Range> weekdays,
    List<Range> daysOfMonth,
    List<Range> months,
    List<Range> years,
    ZoneId location) {
  public static final int MINUTES_A_DAY = 24 * 60;

  public TimeInterval {
    times = List.copyOf(times);
    weekdays = List.copyOf(weekdays);
    daysOfMonth = List.copyOf(daysOfMonth);
    months = List.copyOf(months);
    years = List.copyOf(years);
  }

  /// Minutes since midnight; `until` itself is outside, 1,440 is the day's end.
  public record Times(int from, int until) {
    public Times {
      if (from < 0 || from >= MINUTES_A_DAY || until < 0 || until > MINUTES_A_DAY) {
        throw new IllegalArgumentException("a time is from 00:00 to 24:00");
      }
      if (from == until) {
        throw new IllegalArgumentException("the time ends when it begins");
      }
    }

    /// @param from, until `HH:MM`
    public static Times parse(String from, String until) {
      return new Times(minutes(from), minutes(until));
    }

    private static int minutes(String text) {
      if (!text.matches("([01]\\d|2[0-3]):[0-5]\\d|24:00")) {
        throw new IllegalArgumentException("'" + text + "' is no time of day: write HH:MM");
      }
      return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }

    boolean overnight() {
      return until < from;
    }
  }

  /// Both ends inside; where `last` is before `first` it runs round (weekdays, months).
  public record Range(int first, int last) {
    boolean holds(int value) {
      return first <= last ? value >= first && value <= last : value >= first || value <= last;
    }
  }

  public boolean holds(Instant at) {
    ZonedDateTime local = at.atZone(location);
    int minute = local.getHour() * 60 + local.getMinute();
    LocalDate today = local.toLocalDate();
    if (times.isEmpty()) {
      return isDay(today);
    }
    for (Times span : times) {
      boolean evening = minute >= span.from && (span.overnight() || minute < span.until);
      boolean morning = span.overnight() && minute < span.until;
      if ((evening && isDay(today)) || (morning && isDay(today.minusDays(1)))) {
        return true;
      }
    }
    return false;
  }

  private boolean isDay(LocalDate day) {
    return anyHolds(weekdays, day.getDayOfWeek().getValue())
        && anyHolds(months, day.getMonthValue())
        && anyHolds(years, day.getYear())
        && isDayOfMonth(day);
  }

  private boolean isDayOfMonth(LocalDate day) {
    int length = day.lengthOfMonth();
    return daysOfMonth.isEmpty()
        || daysOfMonth.stream()
            .anyMatch(range -> {
              int first = fromStart(range.first, length);
              int last = fromStart(range.last, length);
              return day.getDayOfMonth() >= first && day.getDayOfMonth() <= last;
            });
  }

  private static int fromStart(int dayOfMonth, int length) {
    return dayOfMonth < 0 ? length + 1 + dayOfMonth : dayOfMonth;
  }

  private static boolean anyHolds(List<Range> ranges, int value) {
    return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.holds(value));
  }
}
