package dev.seep.evidence;

/// Growth a minute with its 95 % interval.
public record Rate(double perMinute, double perMinuteLow, double perMinuteHigh) {
  public static final Rate NONE = new Rate(0, 0, 0);
}
