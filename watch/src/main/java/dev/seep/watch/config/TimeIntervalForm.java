package dev.seep.watch.config;

import dev.seep.alerting.config.TimeInterval;
import dev.seep.alerting.config.TimeInterval.Range;
import dev.seep.alerting.config.TimeInterval.Times;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// `time_intervals`, by Alertmanager's names
/// (https://prometheus.io/docs/alerting/latest/configuration/#time_interval).
final class TimeIntervalForm {
  private static final String CLOCK = "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$";
  private static final Kind<String> TIME = Text.like("a time of day", CLOCK, "write it as 09:30");

  private static final Key<Times, String> START =
      Key.required("start_time", TIME, it -> clock(it.from()), "HH:MM, inside.");

  private static final Key<Times, String> END =
      Key.required(
          "end_time",
          TIME,
          it -> clock(it.until()),
          "HH:MM, outside; before start_time: next day.");

  private static final Form<Times> TIMES_ITEM =
      Form.of(
          "times",
          "A stretch of the day.",
          List.of(START, END),
          values -> Times.parse(values.get(START), values.get(END)));

  private static final Key<TimeInterval, List<Times>> TIMES =
      Key.of("times", Listed.of(TIMES_ITEM), List.of(), TimeInterval::times, "Times of the day.");

  private static final Key<TimeInterval, List<Range>> WEEKDAYS =
      ranges(
          "weekdays",
          Ranges.WEEKDAYS,
          TimeInterval::weekdays,
          "monday:friday, saturday; in words, from the first to the last.");

  private static final Key<TimeInterval, List<Range>> DAYS_OF_MONTH =
      ranges(
          "days_of_month",
          Ranges.DAYS_OF_MONTH,
          TimeInterval::daysOfMonth,
          "'1:5', '-3:-1'; -1 is the month's last day.");

  private static final Key<TimeInterval, List<Range>> MONTHS =
      ranges("months", Ranges.MONTHS, TimeInterval::months, "january:march, '12'.");

  private static final Key<TimeInterval, List<Range>> YEARS =
      ranges("years", Ranges.YEARS, TimeInterval::years, "'2027', '2027:2029'.");

  private static final Key<TimeInterval, ZoneId> LOCATION =
      Key.of(
          "location",
          Texts.ZONE,
          ZoneId.of("UTC"),
          TimeInterval::location,
          "Time zone, such as Europe/Berlin.");

  private static final Form<TimeInterval> INTERVAL =
      Form.of(
          "time_interval",
          "Holds when each of its lists holds; a list that is left out always does.",
          List.of(TIMES, WEEKDAYS, DAYS_OF_MONTH, MONTHS, YEARS, LOCATION),
          values ->
              new TimeInterval(
                  values.get(TIMES),
                  values.get(WEEKDAYS),
                  values.get(DAYS_OF_MONTH),
                  values.get(MONTHS),
                  values.get(YEARS),
                  values.get(LOCATION)));

  private static final Key<Map.Entry<String, List<TimeInterval>>, String> NAME =
      Key.required(
          "name",
          new Texts.Naming(AlertingForms.TIME_INTERVAL),
          Map.Entry::getKey,
          "Name that mute_time_intervals refers to.");

  private static final Key<Map.Entry<String, List<TimeInterval>>, List<TimeInterval>> INTERVALS =
      Key.required(
          "time_intervals",
          new Listed<>(INTERVAL, 1),
          Map.Entry::getValue,
          "It holds when one of these does.");

  static final Form<Map.Entry<String, List<TimeInterval>>> NAMED =
      Form.of(
          "named_time_interval",
          "A stretch of time by name.",
          List.of(NAME, INTERVALS),
          values -> Map.entry(values.get(NAME), values.get(INTERVALS)));

  private TimeIntervalForm() {}

  private static Key<TimeInterval, List<Range>> ranges(
      String name,
      Ranges numbers,
      java.util.function.Function<TimeInterval, List<Range>> of,
      String help) {
    Kind<Range> range =
        new Converted<>(
            Text.checked("a range", Texts.fault(numbers::parse), help),
            numbers::parse,
            numbers::text);
    return Key.of(name, Listed.of(range), List.of(), of, help);
  }

  private static String clock(int minutes) {
    return "%02d:%02d".formatted(minutes / 60, minutes % 60);
  }
}
