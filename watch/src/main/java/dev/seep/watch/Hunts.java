package dev.seep.watch;

import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.Lineage;
import dev.seep.web.WatchView.HuntState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Closer looks: those that the watch takes by itself, within an allowance, and those that a person
/// asks for. All but [#state] is for the watch's own thread.
final class Hunts implements AutoCloseable {
  private static final int STATES_KEPT = 32;

  /// Those that a person asks for need no allowance, but the machine has an end.
  private static final int MOST_AT_ONCE = 4;

  private static final double SECONDS_AN_HOUR = 3_600;

  /// A closer look that has ended.
  ///
  /// @param asked a person wanted it
  record Ended(
      String id, Lineage lineage, ProcessFacts process, boolean asked, Reading<String> report) {}

  private record Running(
      String id,
      Lineage lineage,
      ProcessFacts process,
      boolean asked,
      double since,
      HuntRunner.Run run) {}

  private final HuntRunner runner;
  private HuntSettings settings;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final Map<String, HuntState> states = new LinkedHashMap<>();
  private double allowance;
  private double allowedAt = Double.NaN;
  private long begun;
  private boolean held;

  Hunts(HuntRunner runner, HuntSettings settings) {
    this.runner = runner;
    this.settings = settings;
    this.allowance = settings.burst();
  }

  void reconfigure(HuntSettings changed) {
    settings = changed;
  }

  double everySeconds() {
    return settings.every().toSeconds();
  }

  /// Whether the watch may take a closer look by itself now.
  ///
  /// @param urgent the limit is near: such may overdraw the allowance once over
  boolean mayBegin(boolean urgent, Moment now) {
    if (!settings.enabled()) {
      return false;
    }
    earn(now);
    long own = running.values().stream().filter(one -> !one.asked()).count();
    boolean may = own < settings.atOnce() && allowance >= (urgent ? -settings.burst() : 1);
    held = !may;
    return may;
  }

  /// Whether a closer look was put off for want of allowance when last asked.
  boolean isHeldBack() {
    return held;
  }

  private void earn(Moment now) {
    if (!Double.isNaN(allowedAt)) {
      double earned = (now.seconds() - allowedAt) * settings.perHour() / SECONDS_AN_HOUR;
      allowance = Math.min(settings.burst(), allowance + earned);
    }
    allowedAt = now.seconds();
  }

  /// @return its id; unseen when it cannot be begun
  Reading<String> begin(Lineage lineage, ProcessFacts process, boolean asked, Moment now) {
    if (isRunning(lineage)) {
      return Reading.unseen(
          "a closer look at process " + process.pid(), "one is being taken already", "");
    }
    if (running.size() >= MOST_AT_ONCE) {
      return Reading.unseen(
          "a closer look at process " + process.pid(),
          MOST_AT_ONCE + " are being taken already",
          "try again in a minute");
    }
    return switch (runner.begin(process, settings.length())) {
      case Reading.Unseen<HuntRunner.Run> unseen -> new Reading.Unseen<>(unseen.blind());
      case Reading.Seen<HuntRunner.Run> seen -> {
        begun++;
        allowance -= asked ? 0 : 1;
        String id = "hunt-" + process.pid() + "-" + Long.toString(now.wall().toEpochMilli(), 36);
        running.put(id, new Running(id, lineage, process, asked, now.seconds(), seen.value()));
        keep(new HuntState(id, process.pid(), 0, seconds(), false, "", "", "", ""));
        yield Reading.seen(id);
      }
    };
  }

  boolean isRunning(Lineage lineage) {
    return running.values().stream().anyMatch(one -> one.lineage().equals(lineage));
  }

  int running() {
    return running.size();
  }

  long begun() {
    return begun;
  }

  /// Those that have ended since the last call.
  List<Ended> takeEnded(Moment now) {
    List<Ended> ended = new ArrayList<>();
    running
        .values()
        .removeIf(one -> {
          if (!one.run().isOver()) {
            double at = Math.min(seconds(), now.seconds() - one.since());
            keep(
                new HuntState(one.id(), one.process().pid(), at, seconds(), false, "", "", "", ""));
            return false;
          }
          ended.add(
              new Ended(one.id(), one.lineage(), one.process(), one.asked(), one.run().report()));
          return true;
        });
    return ended;
  }

  /// What came of one, for whoever asked for it.
  void tell(Ended ended, String verdict, String incident) {
    String report = ended.report() instanceof Reading.Seen<String> seen ? seen.value() : "";
    String failure =
        ended.report() instanceof Reading.Unseen<String> unseen ? unseen.blind().why() : "";
    keep(
        new HuntState(
            ended.id(),
            ended.process().pid(),
            seconds(),
            seconds(),
            true,
            verdict,
            incident,
            report,
            failure));
  }

  private double seconds() {
    return settings.length().toSeconds();
  }

  private void keep(HuntState state) {
    synchronized (states) {
      states.remove(state.id());
      states.put(state.id(), state);
      if (states.size() > STATES_KEPT) {
        states.remove(states.keySet().iterator().next());
      }
    }
  }

  /// For any thread.
  Optional<HuntState> state(String id) {
    synchronized (states) {
      return Optional.ofNullable(states.get(id));
    }
  }

  @Override
  public void close() {
    running.values().forEach(one -> one.run().stop());
    running.clear();
  }

  /// What the watch allows itself.
  ///
  /// @param perHour closer looks an hour that the watch takes by itself: each costs some three
  ///   seconds of a processor
  /// @param burst so many may be taken at once after a quiet time, and so many beyond the allowance
  ///   when a limit is near
  /// @param every how long until the same process is looked at again, as a rule
  record HuntSettings(
      boolean enabled, Duration length, int atOnce, double perHour, int burst, Duration every) {
    static final HuntSettings STANDARD =
        new HuntSettings(true, Duration.ofSeconds(60), 1, 12, 6, Duration.ofHours(1));
  }
}
