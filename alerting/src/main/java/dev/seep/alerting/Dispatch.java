package dev.seep.alerting;

import dev.seep.alerting.message.Composer;
import dev.seep.alerting.message.Kind;
import dev.seep.alerting.message.Message;
import dev.seep.alerting.message.Notice;
import dev.seep.evidence.watch.Silence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Turns what is due into notices, but for what a silence or a mute interval keeps back: that is
/// logged once, and looked at again until it may go.
final class Dispatch {
  private static final int MOST_IN_ONE = 50;

  private final Outbox outbox;
  private final Silences silences;

  Dispatch(Outbox outbox, Silences silences) {
    this.outbox = outbox;
    this.silences = silences;
  }

  /// Something that may be told now.
  record Ready(Case about, Groups.Due due) {}

  List<Ready> sendable(Groups.Group group, Map<String, Case> cases, Routes routes, Instant now) {
    Optional<String> muted = routes.muted(group.destination(), now);
    List<Ready> ready = new ArrayList<>();
    for (Map.Entry<String, Groups.Due> entry : List.copyOf(group.dues.entrySet())) {
      Case about = cases.get(entry.getKey());
      Groups.Due due = entry.getValue();
      if (about == null) {
        group.dues.remove(entry.getKey());
        continue;
      }
      Optional<Silence> silence = silences.matching(about.labels, now);
      if (silence.isEmpty() && muted.isEmpty()) {
        ready.add(new Ready(about, due));
      } else if (!due.readyAt().isAfter(now)) {
        String why =
            silence
                .map(s -> "silenced by " + s.by() + " until " + s.until())
                .orElseGet(() -> "muted by the time interval " + muted.orElse(""));
        suppress(group, about, due, silence.isPresent() ? "silenced" : "muted", why, now);
      }
    }
    return ready;
  }

  private void suppress(
      Groups.Group group, Case about, Groups.Due due, String outcome, String why, Instant now) {
    if (due.suppressedBy().equals(outcome)) {
      return;
    }
    group.dues.put(about.id, new Groups.Due(due.kind(), due.readyAt(), outcome));
    Notice.Item item = new Notice.Item(due.kind(), about.message, Map.of());
    Notice notice = new Notice("", group.receiver, now, List.of(item));
    outbox.record(notice, item, "", outcome, why);
  }

  void send(String receiver, List<Ready> ready, Composer composer, Instant now) {
    for (int from = 0; from < ready.size(); from += MOST_IN_ONE) {
      List<Notice.Item> items = new ArrayList<>();
      for (Ready each : ready.subList(from, Math.min(ready.size(), from + MOST_IN_ONE))) {
        items.add(item(each.about(), receiver, each.due().kind(), composer));
      }
      outbox.dispatch(new Notice(UUID.randomUUID().toString(), receiver, now, items));
    }
  }

  void refresh(String receiver, List<Case> abouts, Composer composer, Instant now) {
    List<Notice.Item> items = new ArrayList<>();
    abouts.forEach(about -> items.add(item(about, receiver, Kind.REFRESH, composer)));
    outbox.refresh(new Notice(UUID.randomUUID().toString(), receiver, now, items));
  }

  private static Notice.Item item(Case about, String receiver, Kind kind, Composer composer) {
    if (about.incident != null) {
      about.message = composer.compose(about.incident);
    }
    Message message = about.message;
    Case.Telling telling = about.tellings.get(receiver);
    return new Notice.Item(kind, message, telling == null ? Map.of() : telling.labels);
  }
}
