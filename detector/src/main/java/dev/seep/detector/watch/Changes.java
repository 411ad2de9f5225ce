package dev.seep.detector.watch;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Puts claims into words and figures.
final class Changes {
  private Changes() {}

  static Change of(
      WatchedClass one,
      @Nullable Claim claim,
      double at,
      double used,
      OptionalLong limit,
      WatchRules rules,
      int classes) {
    if (claim == null) {
      return healthy(one, at, "it has stopped growing");
    }
    RateEstimate rate = RateEstimate.of(one, claim.ladder(), claim.candidate(), rules.binSeconds());
    double seconds = claim.ladder().bins(claim.candidate()) * rules.binSeconds();
    double age = claim.ladder().ageEpochs * claim.ladder().epochBins * rules.binSeconds();
    boolean limited = limit.isPresent() && one.isLimited();
    double left = limited ? Math.max(0, limit.getAsLong() - used) : Double.NaN;
    double pairs = (double) one.ladders().size() * classes;
    return new Change(
        at,
        one.group(),
        one.tier(),
        claim.verdict(),
        claim.critical(),
        at - seconds - age,
        rate.perSecond() * 60,
        rate.low() * 60,
        rate.high() * 60,
        until(left, rate.perSecond()),
        until(left, rate.high()),
        until(left, rate.low()),
        Math.min(1, Math.exp(Math.log(pairs) - claim.evidence())),
        Math.round(claim.grown()),
        reason(claim, age, seconds));
  }

  static Change healthy(WatchedClass one, double at, String reason) {
    return new Change(
        at,
        one.group(),
        one.tier(),
        WatchVerdict.HEALTHY,
        false,
        at,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Double.NaN,
        0,
        reason);
  }

  private static OptionalDouble until(double left, double perSecond) {
    return Double.isNaN(left) || perSecond <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(left / perSecond);
  }

  private static String reason(Claim claim, double age, double seconds) {
    String growth =
        String.format(
            Locale.ROOT,
            "what stays for %s or longer grew by %,.0f in %s",
            span(age),
            claim.grown(),
            span(seconds));
    return switch (claim.verdict()) {
      case LEAK -> growth + ", in each quarter of that time, and is not given back";
      case GROWING -> growth + "; too early to tell a leak from a warm-up";
      case HEALTHY -> growth;
    };
  }

  private static String span(double seconds) {
    if (seconds < 3600) {
      return Math.round(seconds / 60) + " min";
    }
    return seconds < 48 * 3600
        ? String.format(Locale.ROOT, "%.1f h", seconds / 3600)
        : String.format(Locale.ROOT, "%.1f days", seconds / 86_400);
  }
}
