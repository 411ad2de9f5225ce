package dev.seep.testkit.lifetimes;

/// A way in which programs behave, of which each seed draws one run.
///
/// @param name in words with hyphens, as it is chosen on the command line
/// @param leaks whether something is never let go of
/// @param days the run's horizon
/// @param story what the program does, in one line
/// @param script plays one run; its draws depend on the name and the seed alone
public record LifetimeFamily(
    String name, boolean leaks, LifetimeTier tier, int days, String story, Script script) {

  /// How a family plays one run.
  @FunctionalInterface
  interface Script {
    void play(Stage stage, Draws draws);
  }

  static LifetimeFamily healthy(
      String name, LifetimeTier tier, int days, String story, Script script) {
    return new LifetimeFamily(name, false, tier, days, story, script);
  }

  static LifetimeFamily leak(
      String name, LifetimeTier tier, int days, String story, Script script) {
    return new LifetimeFamily(name, true, tier, days, story, script);
  }

  /// The run of this seed: the same one at every call, in any thread.
  public LifetimeSeries run(long seed) {
    Stage stage = new Stage(days);
    script.play(stage, Draws.of(name, seed));
    return stage.series(tier);
  }

  @Override
  public String toString() {
    return name;
  }
}
