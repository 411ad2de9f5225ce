package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeFamily.healthy;
import static dev.seep.testkit.lifetimes.LifetimeSeries.BIN_SECONDS;
import static dev.seep.testkit.lifetimes.LifetimeTier.CLIENT;
import static dev.seep.testkit.lifetimes.LifetimeTier.MEMORY;

import java.util.List;

/// Healthy: levels without identity. Memory is in MiB, and has a garbage-collected part.
final class LevelFamilies {
  private static final double HOUR = 3_600;

  private LevelFamilies() {}

  static List<LifetimeFamily> all() {
    return List.of(threads(), memorySawtooth(), memoryCache());
  }

  /// A pool of threads that grows whenever more tasks wait than ever before, up to its maximum of
  /// 20–500, with some short-lived threads beside it.
  static LifetimeFamily threads() {
    return healthy(
        "thread-pool",
        CLIENT,
        8,
        "threads of a pool that grows to the demand and keeps them",
        (stage, draws) -> {
          stage.limit(4_096);
          Load load = Load.daily(draws.uniform(0.2, 0.8), draws.uniform(0, 24));
          double mean = draws.logUniform(10, 200);
          double maximum = mean * draws.uniform(1.5, 2.5);
          double pool = 4;
          Noise noise = new Noise(draws, 20);
          for (int bin = 0; bin < stage.bins(); bin++) {
            double at = bin * (double) BIN_SECONDS;
            double demand = mean * load.at(at) + noise.next() * Math.sqrt(mean);
            pool = Math.min(maximum, Math.max(pool, demand));
            stage.level(bin, Math.floor(pool) + draws.poisson(0.5));
          }
        });
  }

  /// A managed heap: a live set that follows the load, and garbage that rises until the collector
  /// runs, every half minute to two hours.
  static LifetimeFamily memorySawtooth() {
    return healthy(
        "memory-gc-sawtooth",
        MEMORY,
        9,
        "memory that rises until the collector runs",
        (stage, draws) -> Heap.draw(stage, draws).play(stage, draws, at -> 0));
  }

  /// A cache that fills to 10–200 % of the process's own size, ever more slowly (as most of what is
  /// asked for is there already) with a time constant of 1–12 hours, or evenly in 1–20 hours, and
  /// then evicts.
  static LifetimeFamily memoryCache() {
    return healthy(
        "memory-cache-fills",
        MEMORY,
        8,
        "memory of a cache that fills and stops",
        (stage, draws) -> {
          Heap heap = Heap.draw(stage, draws);
          double full = heap.live() * draws.logUniform(0.1, 2);
          boolean evenly = draws.chance(0.5);
          double fills = draws.logUniform(HOUR, (evenly ? 20 : 12) * HOUR);
          heap.play(
              stage,
              draws,
              at -> full * (evenly ? Math.min(1, at / fills) : 1 - Math.exp(-at / fills)));
        });
  }
}
