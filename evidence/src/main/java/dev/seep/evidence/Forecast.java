package dev.seep.evidence;

/// When the limit is reached if the growth goes on, in seconds from now; [Double#POSITIVE_INFINITY]
/// for never.
public record Forecast(double limitInSeconds, double lowSeconds, double highSeconds) {
  public static final Forecast NEVER =
      new Forecast(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  public boolean isNever() {
    return Double.isInfinite(limitInSeconds);
  }

  /// The forecast for a quantity that has `headroom` left and grows at `rate`.
  public static Forecast of(double headroom, Rate rate) {
    if (rate.perMinute() <= 0) {
      return NEVER;
    }
    double left = Math.max(0, headroom) * 60;
    return new Forecast(
        left / rate.perMinute(),
        left / rate.perMinuteHigh(),
        rate.perMinuteLow() <= 0 ? Double.POSITIVE_INFINITY : left / rate.perMinuteLow());
  }
}
