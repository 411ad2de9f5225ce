package dev.seep.cli.render;

import dev.seep.evidence.Finding;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;

/// How fast a finding grows and when it ends: `+13.2 a minute (11.0–15.4)`, `limit in 16 min
/// (12–21)`.
///
/// @param glyphs the signs for a range and for never
public record Outlook(Glyphs glyphs) {

  /// How fast it grows, with its 95 % interval.
  public String pace(Finding finding) {
    Rate rate = finding.rate();
    if (rate.equals(Rate.NONE)) {
      return "not growing";
    }
    String interval =
        " ("
            + perMinute(finding, rate.perMinuteLow())
            + glyphs.range()
            + perMinute(finding, rate.perMinuteHigh())
            + ")";
    String sign = rate.perMinute() > 0 ? "+" : "";
    return sign + perMinute(finding, rate.perMinute()) + " a minute" + interval;
  }

  private String perMinute(Finding finding, double rate) {
    if (!Double.isFinite(rate)) {
      return glyphs.never();
    }
    return finding.resource() == ResourceKind.MEMORY
        ? (rate < 0 ? "-" : "") + Figures.bytes(Math.round(Math.abs(rate)))
        : Figures.fitting(rate);
  }

  /// When the limit is reached, or how many they become at most; empty when neither is known.
  public String end(Finding finding) {
    if (finding.ceiling() >= 0) {
      return "at most " + amount(finding, finding.ceiling());
    }
    Forecast forecast = finding.forecast();
    if (forecast.isNever() || !Double.isFinite(forecast.limitInSeconds())) {
      return "";
    }
    TimeUnit unit = TimeUnit.of(forecast.limitInSeconds());
    return "limit in "
        + unit.of(forecast.limitInSeconds(), glyphs)
        + " "
        + unit.word
        + " ("
        + unit.of(forecast.lowSeconds(), glyphs)
        + glyphs.range()
        + unit.of(forecast.highSeconds(), glyphs)
        + ")";
  }

  /// A number of descriptors or threads, or an amount of memory.
  public static String amount(Finding finding, long count) {
    return finding.resource() == ResourceKind.MEMORY
        ? Figures.bytes(count)
        : Figures.grouped(count);
  }

  /// The unit a forecast and both its ends are told in.
  private enum TimeUnit {
    SECONDS("s", 1, 90),
    MINUTES("min", 60, 90 * 60),
    HOURS("h", 3600, 48 * 3600),
    DAYS("days", 86_400, Double.POSITIVE_INFINITY);

    private final String word;
    private final double seconds;
    private final double upTo;

    TimeUnit(String word, double seconds, double upTo) {
      this.word = word;
      this.seconds = seconds;
      this.upTo = upTo;
    }

    static TimeUnit of(double seconds) {
      for (TimeUnit unit : values()) {
        if (seconds < unit.upTo) {
          return unit;
        }
      }
      return DAYS;
    }

    String of(double value, Glyphs glyphs) {
      double scaled = value / seconds;
      return Double.isFinite(scaled)
          ? Figures.decimal(scaled, scaled < 9.95 && seconds > 1 ? 1 : 0)
          : glyphs.never();
    }
  }
}
