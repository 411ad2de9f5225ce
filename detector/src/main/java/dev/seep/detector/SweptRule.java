package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Rate;
import dev.seep.evidence.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Forgotten, and closed all the same: all at once, whatever their age, now and then, as a garbage
/// collector does that finds their owners dead. Their number cannot pass rate × time between two
/// sweeps, for as long as the sweeps come; what decides that is the heap, and not the work.
///
/// In a definite state one sweep shows it: none of them was of use to anybody. Files and the like
/// are also kept for good reasons and closed together (a table until the checkpoint, a log until
/// the rotation, a cache until it is cleared). Three things tell the forgotten from the kept. Most
/// of what is opened at the same site, or at the same place, is closed soon, so that a close is
/// what was meant. Those that are not closed soon are never used again: only a tracer sees that.
/// And it happens again and again. Connections are not judged by this: silent ones are kept by
/// every pool, and closed in sweeps.
final class SweptRule implements Rule {
  private static final int LEAST_CEILING = 5;
  private static final int LEAST_SWEEPS = 2;
  private static final double LEAST_SHARE = 0.8;
  private static final double LEAST_SILENT = 0.9;
  private static final double MOST_LEFT_OPEN = 1.0 / 3;
  private static final double PROMPT = 0.1;

  @Override
  public @Nullable Assessment judge(Exhibit exhibit) {
    Crowd crowd = exhibit.crowd();
    if (crowd.wasCutShort() || !(crowd.isDefinite() || mayBeCollected(crowd.condition))) {
      return null;
    }
    Sweeps sweeps = Sweeps.of(exhibit);
    if (!sweeps.clean()
        || sweeps.share() < LEAST_SHARE
        || sweeps.swept() < Floor.LEAST
        || sweeps.everySeconds() < Floor.MATURE
        || !(crowd.isDefinite() || wereForgotten(crowd, sweeps))) {
      return null;
    }
    Rate rate = rate(exhibit, sweeps);
    long ceiling = Math.round(rate.perMinute() / 60 * sweeps.everySeconds());
    if (ceiling < LEAST_CEILING) {
      return null;
    }
    Verdict verdict = new Verdict.Suspect(words(exhibit, sweeps, rate, ceiling));
    return exhibit.assess(
        EvidenceKind.SWEPT,
        verdict,
        Double.NaN,
        rate,
        sweeps.everySeconds(),
        ceiling,
        crowd.condition);
  }

  private static boolean mayBeCollected(Condition condition) {
    return condition.tier() == Condition.Tier.FILE || condition == Condition.ANONYMOUS;
  }

  private static boolean wereForgotten(Crowd crowd, Sweeps sweeps) {
    Lifetimes lives = crowd.ofOneSite ? crowd.lives : crowd.livesAlike;
    int opened = crowd.ofOneSite ? crowd.opened : crowd.openedAlike;
    return sweeps.number() >= LEAST_SWEEPS
        && sweeps.silent() >= LEAST_SILENT * sweeps.swept()
        && sweeps.swept() <= MOST_LEFT_OPEN * opened
        && lives.median(0) <= PROMPT * sweeps.everySeconds();
  }

  /// Of what came between the first sweep and the last, those that the last looks before each saw
  /// too young are not counted, nor is their time.
  private static Rate rate(Exhibit exhibit, Sweeps sweeps) {
    double every = sweeps.everySeconds() - Bunches.LEAST_AGE;
    return sweeps.number() == 1
        ? Chance.rate(exhibit.floor().arrived(), 0, 1, exhibit.floor().seconds())
        : Chance.rate(sweeps.between(), 0, 1, every * (sweeps.number() - 1));
  }

  private static String words(Exhibit exhibit, Sweeps sweeps, Rate rate, long ceiling) {
    String when =
        sweeps.number() == 1
            ? "once"
            : String.format(
                Locale.ROOT,
                "%s times about %s apart",
                Words.count(sweeps.number()),
                Words.time(sweeps.everySeconds()));
    return String.format(
        Locale.ROOT,
        "%s were left open and then closed all at once, whatever their age, %s, as a collector"
            + " does; %.1f a minute × %s is a ceiling of about %s (%s now), while it comes that"
            + " often",
        Words.count(sweeps.swept()),
        when,
        rate.perMinute(),
        Words.time(sweeps.everySeconds()),
        Words.count(ceiling),
        Words.count(exhibit.crowd().members.size()));
  }
}
