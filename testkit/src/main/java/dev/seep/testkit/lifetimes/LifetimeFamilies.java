package dev.seep.testkit.lifetimes;

import java.util.List;
import java.util.stream.Stream;

/// Every family there is.
public final class LifetimeFamilies {
  private LifetimeFamilies() {}

  /// Programs that let go of everything, or hold a bounded number on purpose.
  public static List<LifetimeFamily> healthy() {
    return Stream.of(
            SessionFamilies.all(),
            PoolFamilies.all(),
            FileFamilies.all(),
            SocketFamilies.all(),
            LevelFamilies.all())
        .flatMap(List::stream)
        .toList();
  }

  /// Programs that leak, with the truth in each run.
  public static List<LifetimeFamily> leaking() {
    return Stream.concat(RateLeaks.all().stream(), CauseLeaks.all().stream()).toList();
  }

  public static List<LifetimeFamily> all() {
    return Stream.concat(healthy().stream(), leaking().stream()).toList();
  }

  /// The family of this name.
  ///
  /// @throws IllegalArgumentException that lists the names, when there is none
  public static LifetimeFamily named(String name) {
    return all().stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no family of lifetimes is named " + name + "; there are " + all()));
  }
}
