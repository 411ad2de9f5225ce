package dev.seep.watch;

import dev.seep.detector.watch.Change;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Census;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.SelfReport;
import dev.seep.observer.Eye;
import dev.seep.store.History;
import dev.seep.store.Mark;
import dev.seep.store.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What happens at each tick, from the counts to the incidents. For one thread; knows no clock and
/// waits for nothing: a closer look runs beside it, and history and telling are asked to be quick.
final class Engine {
  private static final double COOL_DOWN_SECONDS = 600;
  private static final double MOST_COOL_DOWN = 6 * 3_600;

  /// One that turns out healthy time and again is looked at less and less often.
  private static final double MOST_PAUSES = 6;

  /// A service that starts opens what it needs.
  private static final double WARM_UP_SECONDS = 120;

  private static final double QUARTER_FULL = 0.25;
  private static final long OWN_PID = ProcessHandle.current().pid();

  private final EngineParts parts;
  private final Roll roll;
  private final Looks looks;
  private final Capacity capacity;
  private final Recorder recorder = new Recorder();
  private final Incidents incidents;
  private final Map<Lineage, Follower> followers = new HashMap<>();
  private final List<Incident> changed = new ArrayList<>();
  private final Rows rows = new Rows();
  private Watched watched;
  private int refused;

  /// What the engine works with.
  ///
  /// @param looksShare of one processor that looks may take
  /// @param classes that the detectors may follow together
  record EngineParts(
      Eye eye,
      Namer namer,
      Hunts hunts,
      History history,
      Watched watched,
      double looksShare,
      int classes,
      Resources resources) {}

  /// What is followed beside descriptors.
  record Resources(boolean memory, boolean threads) {
    static final Resources ALL = new Resources(true, true);
  }

  /// Which processes are watched at all.
  @FunctionalInterface
  interface Watched {
    boolean includes(ProcessRow row);
  }

  Engine(EngineParts parts) {
    this.parts = parts;
    this.watched = parts.watched();
    this.roll = new Roll(parts.namer());
    this.looks = new Looks(parts.eye(), parts.looksShare());
    this.capacity = new Capacity(parts.classes());
    this.incidents = new Incidents(changed::add);
  }

  Roll roll() {
    return roll;
  }

  Incidents incidents() {
    return incidents;
  }

  Capacity capacity() {
    return capacity;
  }

  Recorder recorder() {
    return recorder;
  }

  Looks looks() {
    return looks;
  }

  /// One tick.
  ///
  /// @return what has become of incidents, in order
  List<Incident> tick(Moment now) {
    Census census = parts.eye().counts();
    List<ProcessRow> seen = new ArrayList<>(census.rows().size());
    for (ProcessRow row : census.rows()) {
      if (watched.includes(row)) {
        seen.add(row);
      }
    }
    Roll.Call call = roll.call(seen, now);
    refused = call.refused();
    call.ended().forEach(lineage -> ended(lineage, now));
    for (Roll.Present present : call.present()) {
      present(present, now);
    }
    call.over().forEach(lineage -> over(lineage, now));
    for (Follower follower : looks.take(followers.values(), now)) {
      recorder.classes(follower.lineage.id(), follower.classCounts());
    }
    hunted(now);
    for (Follower follower : followers.values()) {
      if (follower.isPresent()) {
        judge(follower, now);
      }
    }
    rows.take(census, call, followers, incidents, roll.shortLived(), now);
    recorder.number(Recorder.HOST, "open_files", census.machineOpen());
    recorder.number(Recorder.HOST, "processes", seen.size());
    return takeChanged();
  }

  /// [#exhausted] between two ticks.
  List<Incident> exhaustedAt(int pid, String proof, Moment now) {
    exhausted(pid, proof, now);
    return takeChanged();
  }

  List<Point> takePoints() {
    return recorder.takePoints();
  }

  List<Mark> takeMarks() {
    return recorder.takeMarks();
  }

  private List<Incident> takeChanged() {
    // What changed twice within a tick is told once.
    Map<String, Incident> last = new LinkedHashMap<>();
    changed.forEach(incident -> last.put(incident.id(), incident));
    changed.clear();
    return List.copyOf(last.values());
  }

  private void present(Roll.Present present, Moment now) {
    Follower follower = followers.get(present.lineage());
    if (follower == null) {
      follower = new Follower(present.lineage(), present.row(), now, capacity, parts.resources());
      followers.put(present.lineage(), follower);
    }
    follower.setPresent(true);
    switch (present.arrival()) {
      case CONTINUES -> {}
      case ADMITTED -> incidents.restarted(follower, "it is watched again", now);
      case RESTARTED -> restarted(follower, present, "restart", "it was restarted", now);
      case DEPLOYED ->
          restarted(follower, present, "deploy", "it was started with another command line", now);
    }
    follower.counted(present.row(), now);
    record(follower);
  }

  private void restarted(
      Follower follower, Roll.Present present, String kind, String how, Moment now) {
    int before = follower.row().open();
    follower.restarted(present.row(), now);
    String text =
        how + ": process " + present.before().pid() + " → " + present.row().process().pid();
    recorder.mark(now.wall(), follower.lineage.id(), kind, text);
    incidents.restarted(
        follower, text + ", " + before + " → " + present.row().open() + " descriptors", now);
  }

  private void record(Follower follower) {
    String owner = follower.lineage.id();
    ProcessRow row = follower.row();
    if (row.open() >= 0) {
      recorder.number(owner, "open", row.open());
    }
    recorder.number(owner, "soft_limit", follower.limit());
    recorder.bytes(owner, "resident_bytes", row.residentBytes());
    recorder.bytes(owner, "anonymous_bytes", follower.anonymousBytes());
    recorder.number(owner, "threads", row.process().threads());
  }

  private void ended(Lineage lineage, Moment now) {
    Follower follower = followers.get(lineage);
    if (follower != null) {
      follower.setPresent(false);
      recorder.gone(lineage);
      recorder.mark(
          now.wall(), lineage.id(), "ended", "process " + follower.process().pid() + " ended");
    }
  }

  private void over(Lineage lineage, Moment now) {
    Follower follower = followers.remove(lineage);
    if (follower != null) {
      capacity.giveBack(follower.classes());
    }
    recorder.forget(lineage);
    incidents.over(lineage, now);
  }

  private void judge(Follower follower, Moment now) {
    for (Change change : follower.changes(now)) {
      incidents.judged(follower, change, now);
    }
    incidents.review(follower, now);
    incidents.unsaid(follower, now);
    lookCloser(follower, now);
  }

  /// Begins a closer look where one is called for and there is an allowance.
  private void lookCloser(Follower follower, Moment now) {
    Optional<Suspicion.Reason> reason = Suspicion.look(follower.counts(), follower.limit());
    boolean second =
        incidents.of(follower.lineage).stream()
            .anyMatch(one -> Incidents.wantsAnotherLook(one, now) || waitsForLine(one));
    boolean urgent = reason.map(Suspicion.Reason::isUrgent).orElse(false);
    if (reason.isEmpty() && !second && !follower.isGrowing()) {
      return;
    }
    boolean known =
        incidents.of(follower.lineage).stream()
            .anyMatch(one -> one.incident.hunted() && !Incidents.wantsAnotherLook(one, now));
    double since = now.seconds() - follower.huntedAt;
    boolean rested = since > (second || urgent ? 60 : follower.huntPauseSeconds);
    boolean young =
        follower.ageSeconds(now) < WARM_UP_SECONDS && follower.row().nearness() < QUARTER_FULL;
    if (isOwn(follower)
        || (known && !second && since < MOST_COOL_DOWN)
        || !rested
        || young
        || parts.hunts().isRunning(follower.lineage)
        || !parts.hunts().mayBegin(urgent || second, now)) {
      return;
    }
    follower.huntedAt = now.seconds();
    if (parts.hunts().begin(follower.lineage, follower.process(), false, now)
        instanceof Reading.Seen<String> begun) {
      recorder.mark(
          now.wall(),
          follower.lineage.id(),
          "hunt",
          reason.map(Suspicion.Reason::text).orElse("it grows") + ": " + begun.value());
    }
  }

  /// A closer look at Seep, or at one of its closer looks, would be looked at itself.
  private static boolean isOwn(Follower follower) {
    ProcessFacts process = follower.process();
    return process.pid() == OWN_PID
        || (process.parentPid() == OWN_PID && process.command().contains("hunt"));
  }

  private static boolean waitsForLine(Open one) {
    return !Double.isNaN(one.waitsUntil) && !one.incident.hunted();
  }

  private void hunted(Moment now) {
    for (Hunts.Ended ended : parts.hunts().takeEnded(now)) {
      Follower follower = followers.get(ended.lineage());
      Optional<HuntDigest> digest =
          ended.report() instanceof Reading.Seen<String> seen
              ? HuntDigest.of(seen.value())
              : Optional.empty();
      List<Incident> touched = List.of();
      if (follower != null) {
        touched = take(follower, ended, digest, now);
      }
      parts
          .hunts()
          .tell(
              ended,
              digest.map(HuntDigest::verdict).orElse(""),
              touched.isEmpty() ? "" : touched.getFirst().id());
    }
  }

  private List<Incident> take(
      Follower follower, Hunts.Ended ended, Optional<HuntDigest> digest, Moment now) {
    follower.huntedAt = now.seconds();
    boolean found = digest.isPresent() && !digest.get().verdict().equals("healthy");
    double every = parts.hunts().everySeconds();
    double least = Math.min(COOL_DOWN_SECONDS, every);
    follower.huntPauseSeconds =
        found ? least : Math.clamp(2 * follower.huntPauseSeconds, least, MOST_PAUSES * every);
    // What was seen of a process that is no longer the one that is followed names no line of it.
    if (digest.isEmpty() || !ended.process().identity().equals(follower.process().identity())) {
      return List.of();
    }
    List<Incident> touched = incidents.hunted(follower, digest.get(), now);
    if (ended.report() instanceof Reading.Seen<String> seen) {
      for (Incident incident : touched) {
        Kept.evidence(parts.history().documents(), incident.id(), seen.value());
      }
    }
    return touched;
  }

  /// Proof from elsewhere that a process has reached a limit.
  private void exhausted(int pid, String proof, Moment now) {
    for (Follower follower : followers.values()) {
      if (follower.isPresent() && follower.process().pid() == pid) {
        recorder.mark(now.wall(), follower.lineage.id(), "exhausted", proof);
        incidents.exhausted(follower, proof, now);
      }
    }
  }

  /// A closer look that a person wants.
  Reading<String> hunt(int pid, Moment now) {
    for (Follower follower : followers.values()) {
      if (follower.isPresent() && follower.process().pid() == pid) {
        return parts.hunts().begin(follower.lineage, follower.process(), true, now);
      }
    }
    return Reading.unseen(
        "process " + pid,
        "it is not followed: it has ended, or is younger than a minute",
        "try again in a minute, or run: seep hunt " + pid);
  }

  /// Which processes are watched from now on.
  void watch(Watched changed) {
    watched = changed;
  }

  Eye eye() {
    return parts.eye();
  }

  /// What is left undone, in plain words.
  List<String> shed() {
    List<String> shed = new ArrayList<>();
    if (looks.behind() > 0) {
      shed.add(looks.behind() + " processes are looked at later than they should be");
    }
    if (capacity.taken() >= capacity.most()) {
      shed.add(
          "classes of descriptors beyond the first "
              + capacity.most()
              + " that grow are not judged");
    }
    if (refused > 0) {
      shed.add(refused + " processes beyond the first " + Roll.MOST + " are not followed");
    }
    if (parts.hunts().isHeldBack()) {
      shed.add("closer looks wait for their allowance");
    }
    return shed;
  }

  Snapshot snapshot(SelfReport self, String hostName, String kernel) {
    return rows.snapshot(self, hostName, kernel, incidents);
  }

  List<Blind> blind() {
    return rows.blind();
  }
}
