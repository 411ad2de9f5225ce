package dev.seep.detector.watch;

import java.util.List;
import java.util.Map;

/// Every threshold of the watch, with its reason.
///
/// @param binSeconds the floor is looked at this often: finer than the shortest age by 4
/// @param ages of the floors, in bins: from 2 minutes, above the life of a request, to 34 hours,
///   above that of a day's session, each four times the one before
/// @param epochsPerAge an age is divided into so many epochs, one ladder each: few find slow leaks,
///   many find fast ones soon
/// @param tiers what each tier needs
/// @param leakEvidence logarithm: 1 : 100,000, for one class
/// @param growingEvidence logarithm: 1 : 1,100
/// @param restEvidence a verdict is taken back when the evidence for it falls below this
/// @param leastGrowth members: fewer are an accident
/// @param retention of those that reached the age so many stay: what is closed later, only more
///   slowly, is no leak
/// @param quarterShare each quarter of the growth's time holds at least this share of a fair
///   quarter: a burst is no leak
/// @param memoryQuarterShare the same for memory, whose lowest level rises once a day where it
///   swings with the load
/// @param lateShare the last half holds at least this share of the growth: what slows down is no
///   leak
/// @param releaseShare growth is at least this share of the largest fall before it: a sawtooth
///   climbs again
/// @param loadShare growth is so many times what the growth of load explains
/// @param warmUpSeconds of a class's life that are no evidence, unless definite
/// @param agesWatched growth lasts as many ages, so that one generation of long lives is no leak
/// @param longestWatchSeconds … but not longer than this or one age, which is a whole day of load
/// @param aloneGateSeconds growth lasts for so long where nothing but short-lived operations was
///   ever closed: such a class may be a pool that fills, or wait for a collector
/// @param countGateSeconds the same where members are only counted, as threads are: nothing tells
///   of the work they are for, so that a whole day of it must be seen
/// @param massGrowth so many of a client's, of which none is given back beside siblings that are
///   closed at once, are no pool: those in service hold some tens or hundreds …
/// @param massGateSeconds … so that growth lasts for so long only
/// @param criticalSeconds the limit is this near …
/// @param criticalGrowthSeconds … by growth that has lasted for this long
/// @param leastMemoryShare memory grows by this share of its level
public record WatchRules(
    double binSeconds,
    List<Integer> ages,
    List<Integer> epochsPerAge,
    Map<Tier, TierRules> tiers,
    double leakEvidence,
    double growingEvidence,
    double restEvidence,
    double leastGrowth,
    double retention,
    double quarterShare,
    double memoryQuarterShare,
    double lateShare,
    double releaseShare,
    double loadShare,
    double warmUpSeconds,
    double agesWatched,
    double longestWatchSeconds,
    double aloneGateSeconds,
    double countGateSeconds,
    double massGrowth,
    double massGateSeconds,
    double criticalSeconds,
    double criticalGrowthSeconds,
    double leastMemoryShare) {

  /// @param slowdown healthy growth has slowed down to at most this share of its own average: the
  ///   smaller, the sooner a leak is told, and the more healthy growth must slow down to be healthy
  /// @param gateSeconds no verdict of a leak before growth has lasted for so long
  /// @param nearLimit the gate opens earlier when the limit comes near
  public record TierRules(double slowdown, double gateSeconds, boolean nearLimit) {}

  private static final double HOUR = 3600;

  public WatchRules {
    ages = List.copyOf(ages);
    epochsPerAge = List.copyOf(epochsPerAge);
    tiers = Map.copyOf(tiers);
  }

  /// Those that the evaluation was made with.
  public static WatchRules standard() {
    return new WatchRules(
        30,
        List.of(4, 16, 64, 256, 1024, 2048, 4096),
        List.of(4, 16, 64),
        Map.of(
            Tier.DEFINITE, new TierRules(0.35, 900, false),
            Tier.CLIENT, new TierRules(0.35, 6 * HOUR, true),
            Tier.SERVER, new TierRules(0.4, 6 * HOUR, true),
            Tier.FILE, new TierRules(0.7, 48 * HOUR, false),
            Tier.MEMORY, new TierRules(0.35, 30 * HOUR, false)),
        11.5,
        7,
        3.5,
        8,
        0.9,
        0.35,
        0.1,
        0.42,
        0.5,
        2,
        600,
        2,
        24 * HOUR,
        12 * HOUR,
        24 * HOUR,
        3_000,
        HOUR,
        HOUR,
        600,
        0.05);
  }

  TierRules of(Tier tier) {
    TierRules rules = tiers.get(tier);
    if (rules == null) {
      throw new IllegalArgumentException("no rules for the tier " + tier.slug());
    }
    return rules;
  }
}
