package dev.seep.benchmarks.judge;

import dev.seep.detector.watch.Change;
import dev.seep.detector.watch.Tier;
import dev.seep.detector.watch.WatchDetector;
import dev.seep.detector.watch.WatchRules;
import dev.seep.detector.watch.WatchVerdict;
import dev.seep.testkit.lifetimes.LifetimeListener;
import dev.seep.testkit.lifetimes.LifetimeSeries;
import dev.seep.testkit.lifetimes.LifetimeTier;
import java.util.Optional;
import java.util.OptionalLong;

/// Seep's own watch regime, fed as it would be in service: one class, event by event.
final class AgeFloor implements Contender {
  static final String NAME = "agefloor";

  private static final String GROUP = "simulated";
  private static final long DAY = 86_400;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Ruling judge(LifetimeSeries run) {
    Feed feed = new Feed(run);
    run.replay(feed);
    return feed.ruling();
  }

  private static final class Feed implements LifetimeListener {
    private final Tier tier;
    private final WatchDetector detector;
    private OptionalLong leakAt = OptionalLong.empty();
    private OptionalLong criticalAt = OptionalLong.empty();
    private boolean startedAnew;
    private boolean withdrawn;
    private Optional<Slope> slope = Optional.empty();
    private Optional<Slope> latest = Optional.empty();
    private Optional<Slope> dayLater = Optional.empty();

    Feed(LifetimeSeries run) {
      tier = tier(run.tier());
      OptionalLong limit = run.hasLevel() ? OptionalLong.empty() : OptionalLong.of(run.limit());
      detector = new WatchDetector(WatchRules.standard(), limit);
    }

    @Override
    public void restarted(int atSeconds) {
      // What is said of a process ends with it: that is no claim taken back.
      startedAnew |= leakAt.isPresent();
      detector.restarted(atSeconds, "/usr/bin/simulated");
    }

    @Override
    public void opened(int atSeconds, int descriptor) {
      detector.opened(atSeconds, GROUP, tier, descriptor);
    }

    @Override
    public void closed(int atSeconds, int descriptor) {
      detector.closed(atSeconds, GROUP, descriptor);
    }

    @Override
    public void operations(int atSeconds, int count) {
      detector.operations(atSeconds, GROUP, tier, count);
    }

    @Override
    public void level(int atSeconds, double value) {
      detector.level(atSeconds, GROUP, tier, value);
    }

    @Override
    public boolean binEnded(int atSeconds) {
      detector.advance(atSeconds);
      detector.takeChanges().forEach(this::hear);
      boolean dayIsOver = leakAt.isPresent() && atSeconds >= leakAt.getAsLong() + DAY;
      if (dayIsOver) {
        // What was told of a process that has ended since is all that there is of it.
        dayLater = detector.current(GROUP).map(Feed::slope).or(() -> latest);
      }
      return !dayIsOver;
    }

    private void hear(Change change) {
      if (change.critical() && criticalAt.isEmpty()) {
        criticalAt = OptionalLong.of((long) change.atSeconds());
      }
      if (change.verdict() != WatchVerdict.LEAK) {
        withdrawn |= leakAt.isPresent() && !startedAnew;
        return;
      }
      latest = Optional.of(slope(change));
      if (leakAt.isEmpty()) {
        leakAt = OptionalLong.of((long) change.atSeconds());
        slope = latest;
      }
    }

    private static Slope slope(Change change) {
      return new Slope(change.perMinute(), change.perMinuteLow(), change.perMinuteHigh());
    }

    Ruling ruling() {
      return new Ruling(leakAt, criticalAt, withdrawn, slope, dayLater);
    }

    private static Tier tier(LifetimeTier tier) {
      return switch (tier) {
        case DEFINITE -> Tier.DEFINITE;
        case CLIENT -> Tier.CLIENT;
        case SERVER -> Tier.SERVER;
        case FILE -> Tier.FILE;
        case MEMORY -> Tier.MEMORY;
      };
    }
  }
}
