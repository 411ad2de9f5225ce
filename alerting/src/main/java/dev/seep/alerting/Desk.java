package dev.seep.alerting;

import dev.seep.alerting.Case.Telling;
import dev.seep.alerting.config.AlertingConfig;
import dev.seep.alerting.config.Escalation;
import dev.seep.alerting.message.Composer;
import dev.seep.alerting.message.Json;
import dev.seep.alerting.message.Kind;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Severity;
import dev.seep.evidence.watch.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides who is told what and when. It knows no clock and no thread: the time comes with each
/// call, and whoever calls sees to it that there is one call at a time.
///
/// Who was told what is in the journal, so that a restart tells nobody twice of the same, and ends
/// what it began.
final class Desk {
  static final String KIND = "alert-told";
  private static final Duration FORGOTTEN = Duration.ofDays(30);
  private static final Duration REFRESH = Duration.ofMinutes(2);

  private final Keeper keeper;
  private final Composer composer;
  private final Dispatch dispatch;
  private final Groups groups = new Groups();
  private final Map<String, Case> cases = new LinkedHashMap<>();
  private Routes routes;
  private Instant refreshedAt = Instant.EPOCH;
  private Instant tickedAt = Instant.EPOCH;

  Desk(Keeper keeper, Composer composer, Dispatch dispatch, AlertingConfig config) {
    this.keeper = keeper;
    this.composer = composer;
    this.dispatch = dispatch;
    this.routes = new Routes(config);
  }

  /// What was told before a restart; an end that was not told yet is told.
  void restore(Instant now) {
    for (AlertJournal.Entry each : keeper.all(KIND)) {
      try {
        Case found = Case.fromJson(each.id(), Json.parse(each.text()), routes);
        cases.put(found.id, found);
        if (found.resolved) {
          resolve(found, now);
        }
      } catch (RuntimeException e) {
        keeper.damaged(KIND, each.id(), e);
        keeper.delete(KIND, each.id());
      }
    }
  }

  /// An incident as it stands now.
  void incident(Incident incident, Instant now) {
    Case about = cases.get(incident.id());
    boolean over = incident.resolvedAt() != null;
    if (about == null) {
      if (over || !isNotable(incident)) {
        return;
      }
      about = new Case(incident.id(), composer.compose(incident));
      cases.put(about.id, about);
    }
    about.incident = incident;
    about.labels = composer.labels(incident);
    about.notable = isNotable(incident);
    if (over) {
      about.message = composer.compose(incident);
      resolve(about, now);
    } else {
      open(about, now);
    }
  }

  private static boolean isNotable(Incident incident) {
    Standing standing = incident.standing();
    return incident.severity() != Severity.INFO
        && (standing == Standing.LEAK || standing == Standing.EXHAUSTED);
  }

  private void open(Case about, Instant now) {
    if (about.resolved) {
      about.resolved = false;
      groups.removeKinds(about.id, Set.of(Kind.RESOLVED));
    }
    if (!about.notable) {
      return;
    }
    for (Destination destination : routes.match(about.labels)) {
      Telling known = about.tellings.get(destination.receiver());
      if (known == null) {
        about.tellings.put(destination.receiver(), new Telling(destination, false));
        groups.add(about, destination, Kind.FIRING, isCritical(about), now);
      } else {
        known.destination = destination;
      }
    }
    for (Telling telling : about.tellings.values()) {
      boolean worse = isCritical(about) && !isCritical(telling.labels);
      if (telling.isTold() && worse) {
        about.acknowledgedBy = "";
        groups.add(about, telling.destination, Kind.FIRING, true, now);
      }
    }
  }

  private static boolean isCritical(Case about) {
    return isCritical(about.labels);
  }

  private static boolean isCritical(Map<String, String> labels) {
    return Severity.CRITICAL.slug().equals(labels.get("severity"));
  }

  private void resolve(Case about, Instant now) {
    about.resolved = true;
    List<String> untold = new ArrayList<>();
    about.tellings.forEach((receiver, telling) -> {
      if (telling.isTold()) {
        groups.add(about, telling.destination, Kind.RESOLVED, false, now);
      } else {
        untold.add(receiver);
        groups.remove(about.id, receiver);
      }
    });
    untold.forEach(about.tellings::remove);
    if (about.tellings.isEmpty()) {
      forget(about);
    } else {
      keep(about);
    }
  }

  void tick(Instant now) {
    if (now.isBefore(tickedAt)) {
      comeBackTo(now);
    }
    tickedAt = now;
    for (Case about : List.copyOf(cases.values())) {
      if (!about.resolved) {
        remind(about, now);
        escalate(about, now);
      }
    }
    for (Groups.Group group : List.copyOf(groups.all())) {
      if (group.hasReady(now)) {
        flush(group, now);
      }
    }
    groups.forgetIdle(now);
    refresh(now);
    for (Case about : List.copyOf(cases.values())) {
      if (isForgettable(about, now)) {
        forget(about);
      }
    }
  }

  /// The clock was set back: what was done counts as done now.
  private void comeBackTo(Instant now) {
    groups.comeBackTo(now);
    for (Case about : cases.values()) {
      for (Telling telling : about.tellings.values()) {
        telling.firstAt = earlier(telling.firstAt, now);
        telling.lastAt = earlier(telling.lastAt, now);
      }
    }
  }

  private static @Nullable Instant earlier(@Nullable Instant time, Instant now) {
    return time == null || time.isBefore(now) ? time : now;
  }

  private void remind(Case about, Instant now) {
    if (!about.notable || !about.acknowledgedBy.isEmpty()) {
      return;
    }
    for (Telling telling : about.tellings.values()) {
      String receiver = telling.destination.receiver();
      Instant last = telling.lastAt;
      if (last != null
          && !receiver.isEmpty()
          && !last.plus(telling.destination.repeatInterval()).isAfter(now)
          && !groups.isDue(about.id, receiver)) {
        groups.addNow(about, telling.destination, Kind.REMINDER, now);
      }
    }
  }

  private void escalate(Case about, Instant now) {
    Instant told = about.firstToldAt();
    if (told == null || !about.notable || !about.acknowledgedBy.isEmpty()) {
      return;
    }
    for (Telling telling : List.copyOf(about.tellings.values())) {
      for (Escalation escalation : telling.destination.escalations()) {
        if (!told.plus(escalation.after()).isAfter(now)
            && !about.tellings.containsKey(escalation.receiver())) {
          Destination up = telling.destination.forReceiver(escalation.receiver());
          about.tellings.put(escalation.receiver(), new Telling(up, true));
          groups.addNow(about, up, Kind.ESCALATION, now);
        }
      }
    }
  }

  private void flush(Groups.Group group, Instant now) {
    List<Dispatch.Ready> ready = dispatch.sendable(group, cases, routes, now);
    boolean any = ready.stream().anyMatch(each -> !each.due().readyAt().isAfter(now));
    if (!any) {
      return;
    }
    group.sent(now);
    for (Dispatch.Ready each : ready) {
      group.dues.remove(each.about().id);
    }
    dispatch.send(group.receiver, ready, composer, now);
    for (Dispatch.Ready each : ready) {
      told(each, group.receiver, now);
    }
  }

  private void told(Dispatch.Ready ready, String receiver, Instant now) {
    Case about = ready.about();
    Telling telling = about.tellings.get(receiver);
    if (telling == null) {
      return;
    }
    if (about.resolved) {
      about.tellings.remove(receiver);
    } else {
      telling.firstAt = telling.firstAt == null ? now : telling.firstAt;
      telling.lastAt = now;
      telling.labels = about.labels;
    }
    if (about.tellings.isEmpty()) {
      forget(about);
    } else {
      keep(about);
    }
  }

  /// Alertmanager takes for over what it does not hear of.
  private void refresh(Instant now) {
    if (Duration.between(refreshedAt, now).abs().compareTo(REFRESH) < 0) {
      return;
    }
    refreshedAt = now;
    Map<String, List<Case>> open = new LinkedHashMap<>();
    for (Case about : cases.values()) {
      about.tellings.forEach((receiver, telling) -> {
        if (telling.isTold() && !about.resolved) {
          open.computeIfAbsent(receiver, _ -> new ArrayList<>()).add(about);
        }
      });
    }
    open.forEach((receiver, abouts) -> dispatch.refresh(receiver, abouts, composer, now));
  }

  private boolean isForgettable(Case about, Instant now) {
    if (about.resolved) {
      return !groups.isWaiting(about.id);
    }
    boolean unheard = about.incident == null;
    return unheard
        && about.tellings.values().stream()
            .allMatch(t -> t.lastAt == null || t.lastAt.plus(FORGOTTEN).isBefore(now));
  }

  private void forget(Case about) {
    cases.remove(about.id);
    keeper.delete(KIND, about.id);
  }

  private void keep(Case about) {
    keeper.put(KIND, about.id, Json.write(about.toJson()));
  }

  Reading<String> acknowledge(String incident, String by) {
    Case about = cases.get(incident);
    if (about == null || about.resolved) {
      return Reading.unseen(
          "alert " + incident, "nobody was told of it, or it is over", "see the open incidents");
    }
    about.acknowledgedBy = by.isBlank() ? "somebody" : by;
    groups.removeKinds(about.id, Set.of(Kind.REMINDER, Kind.ESCALATION));
    about.tellings.values().removeIf(telling -> telling.escalated && !telling.isTold());
    keep(about);
    return Reading.seen(about.id);
  }

  /// What waits, waits anew with the new tree; what is open and reaches somebody new is told them.
  void reconfigure(AlertingConfig config, Instant now) {
    routes = new Routes(config);
    groups.clear();
    for (Case about : List.copyOf(cases.values())) {
      about.tellings.values().removeIf(telling -> !telling.isTold());
      about.tellings.replaceAll((receiver, telling) -> {
        telling.destination = routes.of(receiver, about.labels);
        return telling;
      });
      if (about.resolved) {
        resolve(about, now);
      } else {
        open(about, now);
      }
    }
  }
}
