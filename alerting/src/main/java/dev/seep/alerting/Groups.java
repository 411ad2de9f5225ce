package dev.seep.alerting;

import dev.seep.alerting.message.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is about to be told, by receiver and group: the first of a group waits `group_wait` for
/// others, what comes later waits until `group_interval` after the last message.
final class Groups {

  /// One incident that waits to be told.
  ///
  /// @param readyAt when it may be
  /// @param suppressedBy why it was not when it was ready, empty when nothing was in its way
  record Due(Kind kind, Instant readyAt, String suppressedBy) {}

  /// What shares a message.
  static final class Group {
    final String receiver;
    final Map<String, Due> dues = new LinkedHashMap<>();
    private @Nullable Instant sentAt;
    private Destination destination;

    Group(Destination destination) {
      this.receiver = destination.receiver();
      this.destination = destination;
    }

    Destination destination() {
      return destination;
    }

    boolean hasReady(Instant now) {
      return dues.values().stream().anyMatch(due -> !due.readyAt().isAfter(now));
    }

    void sent(Instant now) {
      sentAt = now;
    }

    private boolean isIdle(Instant now) {
      return dues.isEmpty()
          && (sentAt == null || !sentAt.plus(destination.groupInterval()).isAfter(now));
    }
  }

  private final Map<String, Group> groups = new LinkedHashMap<>();

  /// @param urgent waits no longer than `group_wait`, as it is worse than what was told before
  void add(Case about, Destination destination, Kind kind, boolean urgent, Instant now) {
    Group group = group(about, destination);
    Instant ready = now.plus(destination.groupWait());
    if (!urgent && group.sentAt != null) {
      Instant next = group.sentAt.plus(destination.groupInterval());
      ready = next.isAfter(ready) ? next : ready;
    }
    Due old = group.dues.get(about.id);
    if (old != null && old.readyAt().isBefore(ready)) {
      ready = old.readyAt();
    }
    group.dues.put(about.id, new Due(kind, ready, old == null ? "" : old.suppressedBy()));
  }

  /// Without any wait: reminders and escalations have waited long enough.
  void addNow(Case about, Destination destination, Kind kind, Instant now) {
    group(about, destination).dues.putIfAbsent(about.id, new Due(kind, now, ""));
  }

  private Group group(Case about, Destination destination) {
    String key = destination.groupKey(about.id, about.labels);
    Group group = groups.computeIfAbsent(key, _ -> new Group(destination));
    group.destination = destination;
    // Labels may have changed since: an incident waits in one group of a receiver only.
    for (Group other : groups.values()) {
      if (other != group && other.receiver.equals(group.receiver)) {
        Due moved = other.dues.remove(about.id);
        if (moved != null) {
          group.dues.put(about.id, moved);
        }
      }
    }
    return group;
  }

  boolean isDue(String incident, String receiver) {
    return groups.values().stream()
        .anyMatch(group -> group.receiver.equals(receiver) && group.dues.containsKey(incident));
  }

  void remove(String incident, String receiver) {
    groups.values().stream()
        .filter(group -> group.receiver.equals(receiver))
        .forEach(group -> group.dues.remove(incident));
  }

  void removeKinds(String incident, Collection<Kind> kinds) {
    for (Group group : groups.values()) {
      Due due = group.dues.get(incident);
      if (due != null && kinds.contains(due.kind())) {
        group.dues.remove(incident);
      }
    }
  }

  boolean isWaiting(String incident) {
    return groups.values().stream().anyMatch(group -> group.dues.containsKey(incident));
  }

  Collection<Group> all() {
    return groups.values();
  }

  void forgetIdle(Instant now) {
    groups.values().removeIf(group -> group.isIdle(now));
  }

  /// The clock was set back: nothing waits for a time that is now far away.
  void comeBackTo(Instant now) {
    for (Group group : groups.values()) {
      if (group.sentAt != null && group.sentAt.isAfter(now)) {
        group.sentAt = now;
      }
      Instant latest = now.plus(group.destination.groupInterval());
      group.dues.replaceAll((_, due) ->
          due.readyAt().isAfter(latest) ? new Due(due.kind(), latest, due.suppressedBy()) : due);
    }
  }

  void clear() {
    groups.clear();
  }
}
