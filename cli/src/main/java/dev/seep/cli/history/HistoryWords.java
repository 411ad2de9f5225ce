package dev.seep.cli.history;

import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Figures;
import java.time.Duration;

/// The course of a track in one line.
final class HistoryWords {
  private static final double DAY_MINUTES = 24 * 60;

  private HistoryWords() {}

  /// `from 120 (Mar 1 10:00) to 340 (Mar 4 10:00) · +0.05 a minute (+73.3 a day) · highest 360 (Mar
  /// 3 12:00), 35% of the limit of 1,024`.
  static String of(Canvas canvas, Chronicle chronicle, Course course, Moments moments) {
    Duration span = Duration.between(chronicle.track().from(), chronicle.track().to());
    String dot = canvas.glyphs().dot();
    StringBuilder text = new StringBuilder(160);
    text.append("from ").append(amount(chronicle, course.first()));
    text.append(" (").append(moments.shown(course.firstAt(), span)).append(") to ");
    text.append(amount(chronicle, course.last()));
    text.append(" (").append(moments.shown(course.lastAt(), span)).append(')').append(dot);
    text.append(pace(chronicle, course)).append(dot);
    text.append("highest ").append(amount(chronicle, course.high()));
    text.append(" (").append(moments.shown(course.highAt(), span)).append(')');
    chronicle
        .lastLimit()
        .ifPresent(limit ->
            text.append(", ")
                .append(Figures.percent((double) course.high() / limit))
                .append(" of the limit of ")
                .append(Figures.grouped(limit)));
    return text.toString();
  }

  private static String pace(Chronicle chronicle, Course course) {
    double rate = course.perMinute();
    if (Double.isNaN(rate) || course.growth() == 0) {
      return "unchanged";
    }
    return signed(chronicle, rate)
        + " a minute ("
        + signed(chronicle, rate * DAY_MINUTES)
        + " a day)";
  }

  private static String signed(Chronicle chronicle, double rate) {
    String size =
        chronicle.isBytes()
            ? Figures.bytes(Math.round(Math.abs(rate)))
            : Math.abs(rate) < 0.005 ? "under 0.01" : Figures.fitting(Math.abs(rate));
    return (rate < 0 ? "-" : "+") + size;
  }

  private static String amount(Chronicle chronicle, long value) {
    return chronicle.isBytes() ? Figures.bytes(value) : Figures.grouped(value);
  }
}
