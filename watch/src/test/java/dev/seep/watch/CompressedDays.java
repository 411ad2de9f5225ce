package dev.seep.watch;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.testkit.lifetimes.LifetimeFamily;
import dev.seep.testkit.lifetimes.LifetimeListener;
import dev.seep.testkit.lifetimes.LifetimeSeries;
import dev.seep.testkit.lifetimes.LifetimeTier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Days of a simulated program, seen by the daemon's engine tick by tick as it would see a real
/// one: counts, looks when something moved, restarts.
final class CompressedDays implements LifetimeListener {
  private static final int FIRST_PID = 500;
  private static final int LISTENING = 8_080;

  final StagedWatch watch;
  private final LifetimeTier tier;
  private final LifetimeSeries series;
  private final int mostSeconds;
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private StagedHost.Staged process;
  private int pid = FIRST_PID;
  private int at;

  private CompressedDays(LifetimeFamily family, long seed, int days) {
    tier = family.tier();
    series = family.run(seed);
    mostSeconds = days * 86_400;
    watch = new StagedWatch(HuntRunner.none("these days are simulated"));
    process = begin(3_600);
  }

  /// Plays a run of a family, for so many days at most.
  static CompressedDays play(LifetimeFamily family, long seed, int days) {
    CompressedDays played = new CompressedDays(family, seed, days);
    played.series.replay(played);
    return played;
  }

  private StagedHost.Staged begin(double ago) {
    StagedHost.Staged began = watch.host.start(pid, "program", ago);
    began.soft = series.limit() > 0 ? series.limit() : 1 << 20;
    began.open(listener());
    numbers.clear();
    return began;
  }

  @Override
  public void restarted(int atSeconds) {
    watch.host.end(pid++);
    watch.tick(0);
    process = begin(1);
  }

  @Override
  public void opened(int atSeconds, int descriptor) {
    numbers.put(descriptor, process.open(resource(descriptor)));
  }

  @Override
  public void closed(int atSeconds, int descriptor) {
    Integer number = numbers.remove(descriptor);
    if (number != null) {
      process.close(number);
    }
  }

  @Override
  public void operations(int atSeconds, int count) {
    // Opened and closed between two looks: nobody sees them.
  }

  @Override
  public void level(int atSeconds, double value) {
    process.anonymousBytes = (long) value;
    process.residentBytes = (long) value + (20L << 20);
  }

  @Override
  public boolean binEnded(int atSeconds) {
    watch.tick(atSeconds - at);
    at = atSeconds;
    return atSeconds < mostSeconds;
  }

  /// Simulated seconds that have passed.
  int seconds() {
    return at;
  }

  private Resource resource(int descriptor) {
    return switch (tier) {
      case DEFINITE -> StagedHost.tcp(SocketState.CLOSE_WAIT, "10.0.0.7", 443);
      case CLIENT -> StagedHost.tcp(SocketState.ESTABLISHED, "10.0.0.7", 443);
      case SERVER -> accepted(descriptor);
      case FILE -> StagedHost.file("/srv/data/" + descriptor + ".dat");
      case MEMORY -> throw new IllegalArgumentException("memory has no descriptors");
    };
  }

  private static Resource accepted(int descriptor) {
    return socket(
        SocketState.ESTABLISHED,
        new Endpoint("10.0.1." + descriptor % 200, 20_000 + descriptor % 40_000));
  }

  private static Resource listener() {
    return socket(SocketState.LISTEN, null);
  }

  private static Resource socket(SocketState state, @Nullable Endpoint remote) {
    return new Socket(
        SocketFamily.INET,
        "TCP",
        state,
        null,
        false,
        new Endpoint("10.0.0.1", LISTENING),
        remote,
        "",
        0,
        0,
        null,
        List.of(),
        1);
  }
}
