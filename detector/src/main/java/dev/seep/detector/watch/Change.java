package dev.seep.detector.watch;

import java.util.OptionalDouble;

/// What the watch says of a class from now on.
///
/// @param atSeconds when it is said, on the clock of the events
/// @param critical the limit is likely to be reached within the hour, leak or not
/// @param since when the growth that is claimed began, as far as can be told; `atSeconds` for
///   healthy
/// @param perMinute the long-run rate of the leak: what comes to stay a minute, as the mean over
///   whole days. NaN for healthy
/// @param perMinuteLow, perMinuteHigh its 95 % interval
/// @param limitInSeconds when the limit is reached at this rate; empty without a limit or a rate
/// @param limitInSecondsLow, limitInSecondsHigh the same at the ends of the rate's interval
/// @param falseAlarmProbability a bound on the chance that growth which slows down shows this, for
///   all classes watched together; NaN for healthy
/// @param leaked by how much the floor grew since then: descriptors, threads, or bytes
/// @param reason in one sentence
public record Change(
    double atSeconds,
    String group,
    Tier tier,
    WatchVerdict verdict,
    boolean critical,
    double since,
    double perMinute,
    double perMinuteLow,
    double perMinuteHigh,
    OptionalDouble limitInSeconds,
    OptionalDouble limitInSecondsLow,
    OptionalDouble limitInSecondsHigh,
    double falseAlarmProbability,
    long leaked,
    String reason) {}
