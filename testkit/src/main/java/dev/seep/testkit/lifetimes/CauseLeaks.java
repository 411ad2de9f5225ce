package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeFamily.leak;
import static dev.seep.testkit.lifetimes.LifetimeTier.CLIENT;
import static dev.seep.testkit.lifetimes.LifetimeTier.DEFINITE;
import static dev.seep.testkit.lifetimes.LifetimeTier.MEMORY;

import java.util.List;

/// Leaks told apart by when and why they happen.
final class CauseLeaks {
  private static final double HOUR = 3_600;
  private static final double DAY = 86_400;

  private CauseLeaks() {}

  static List<LifetimeFamily> all() {
    return List.of(
        incidents(),
        onsetBesidePool(),
        partlyCollected(),
        closeWait(),
        dailyRestarts(),
        afterDeploy(),
        threads(),
        memory());
  }

  /// Each failure of a dependency leaks 2–20 connections within some minutes, 8 times a day on
  /// average: 88 a day.
  static LifetimeFamily incidents() {
    return leak(
        "leak-at-incidents",
        CLIENT,
        7,
        "some connections at each incident, several times a day",
        (stage, draws) -> {
          RateLeaks.ordinary(stage, draws.split());
          double perDay = 8;
          Traffic.arrivals(
              stage,
              draws,
              perDay / DAY,
              Load.even(),
              incident -> {
                int lost = draws.whole(2, 20);
                for (int i = 0; i < lost; i++) {
                  stage.leak(incident + draws.exponential(120));
                }
              });
          stage.truth(perDay * 11 / 1_440, 0);
        });
  }

  /// One a minute that begins on the second day, beside a pool of 300 that has warmed up on the
  /// first.
  static LifetimeFamily onsetBesidePool() {
    return leak(
        "leak-from-day-2-beside-pool",
        CLIENT,
        5,
        "one connection a minute from the second day on, beside a pool of 300",
        (stage, draws) -> {
          Draws background = draws.split();
          RateLeaks.ordinary(stage, background);
          Traffic.pool(stage, background, 300, background.logUniform(120, HOUR));
          from(stage, draws, 1, draws.uniform(1, 2) * DAY);
        });
  }

  /// Three streams a minute that nobody closes: the collector closes two of three, every 1–6 hours,
  /// and one a minute stays for ever.
  static LifetimeFamily partlyCollected() {
    return leak(
        "leak-partly-collected",
        CLIENT,
        4,
        "three streams a minute, of which the collector closes two",
        (stage, draws) -> {
          Draws background = draws.split();
          RateLeaks.ordinary(stage, background);
          double every = draws.logUniform(HOUR, 6 * HOUR);
          CollectorRuns collections = new CollectorRuns(stage, draws, every, Load.even());
          Traffic.arrivals(
              stage,
              draws,
              2 / 60.0,
              Load.even(),
              at -> stage.live(at, collections.after(at) - at));
          RateLeaks.plant(stage, draws, 1, Load.even());
        });
  }

  /// One socket a minute that stays in CLOSE_WAIT, among others that leave it within seconds or
  /// minutes.
  static LifetimeFamily closeWait() {
    return leak(
        "leak-close-wait",
        DEFINITE,
        2,
        "one socket a minute that stays in CLOSE_WAIT",
        (stage, draws) -> {
          Draws background = draws.split();
          Load load = Load.daily(background.uniform(0, 0.8), background.uniform(0, 24));
          double notices = background.logUniform(5, 180);
          double perSecond = background.logUniform(0.5, 20) / 60;
          Traffic.sessions(stage, background, perSecond, load, each -> each.exponential(notices));
          RateLeaks.plant(stage, draws, 1, Load.even());
        });
  }

  /// One a minute in a service that is deployed anew about once a day, and so begins from nothing
  /// each time.
  static LifetimeFamily dailyRestarts() {
    return leak(
        "leak-with-daily-restarts",
        CLIENT,
        5,
        "one connection a minute, between daily restarts",
        (stage, draws) -> {
          RateLeaks.ordinary(stage, draws.split());
          RateLeaks.plant(stage, draws, 1, Load.even());
          double at = draws.uniform(10, 30) * HOUR;
          while (at < stage.seconds()) {
            stage.restart(at);
            at += draws.uniform(18, 30) * HOUR;
          }
        });
  }

  /// A service that warms up to 20–200 connections after each deploy, healthy at first; the version
  /// that is deployed on the third day leaks one a minute.
  static LifetimeFamily afterDeploy() {
    return leak(
        "leak-after-deploy",
        CLIENT,
        6,
        "one connection a minute from a deploy on the third day on",
        (stage, draws) -> {
          Draws background = draws.split();
          RateLeaks.ordinary(stage, background);
          int size = (int) background.logUniform(20, 200);
          double warmUp = background.logUniform(120, HOUR);
          double[] deploys = {0, draws.uniform(0.8, 1.2) * DAY, draws.uniform(2, 3) * DAY};
          for (double deploy : deploys) {
            for (int i = 0; i < size; i++) {
              stage.leak(deploy + background.exponential(warmUp));
            }
          }
          stage.restart(deploys[1]);
          stage.restart(deploys[2]);
          from(stage, draws, 1, deploys[2]);
        });
  }

  /// Six threads an hour beside a pool of 10–200, counted only.
  static LifetimeFamily threads() {
    return leak(
        "leak-threads-6-per-hour",
        CLIENT,
        5,
        "six threads an hour, counted without identity",
        (stage, draws) -> {
          stage.limit(32_768);
          double pool = draws.logUniform(10, 200);
          double warmUp = draws.logUniform(60, HOUR);
          double perBin = 6 * LifetimeSeries.BIN_SECONDS / HOUR;
          double leaked = 0;
          for (int bin = 0; bin < stage.bins(); bin++) {
            double at = bin * (double) LifetimeSeries.BIN_SECONDS;
            leaked += draws.poisson(perBin);
            double warm = pool * (1 - Math.exp(-at / warmUp));
            stage.level(bin, Math.floor(4 + warm) + leaked + draws.poisson(0.5));
          }
          stage.truth(6 * RateLeaks.AN_HOUR, 0);
        });
  }

  /// Memory of a managed process that grows by 0.5 % an hour of what is alive at the start.
  static LifetimeFamily memory() {
    return leak(
        "leak-memory-half-percent-per-hour",
        MEMORY,
        8,
        "memory that grows by 0.5 % an hour",
        (stage, draws) -> {
          Heap heap = Heap.draw(stage, draws);
          double perSecond = 0.005 * heap.live() / HOUR;
          heap.play(stage, draws, at -> perSecond * at);
          stage.truth(perSecond * 60, 0);
        });
  }

  /// A leak with a start of its own.
  private static void from(Stage stage, Draws draws, double perMinute, double startsAt) {
    Traffic.arrivals(
        stage,
        draws,
        perMinute / 60,
        Load.even(),
        at -> {
          if (at >= startsAt) {
            stage.leak(at);
          }
        });
    stage.truth(perMinute, startsAt);
  }
}
