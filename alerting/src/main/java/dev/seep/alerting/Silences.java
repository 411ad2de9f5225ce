package dev.seep.alerting;

import dev.seep.alerting.message.Json;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.Silence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What nobody wants to hear of for a while. For several threads.
final class Silences {
  static final String KIND = "alert-silence";
  private static final int MOST = 1_000;

  private final Keeper keeper;
  private final Map<String, Silence> silences = new LinkedHashMap<>();

  Silences(Keeper keeper) {
    this.keeper = keeper;
    for (AlertJournal.Entry each : keeper.all(KIND)) {
      try {
        silences.put(each.id(), read(each.id(), Json.parse(each.text())));
      } catch (RuntimeException e) {
        keeper.damaged(KIND, each.id(), e);
      }
    }
  }

  synchronized List<Silence> all() {
    return List.copyOf(silences.values());
  }

  synchronized Reading<String> set(Silence wanted, Instant now) {
    if (wanted.matchers().isEmpty()) {
      return Reading.unseen("silence", "it has no matchers", "name a label: workload, class, …");
    }
    if (!wanted.until().isAfter(wanted.from()) || !wanted.until().isAfter(now)) {
      return Reading.unseen("silence", "it is over before it begins", "give a later end");
    }
    if (silences.size() >= MOST && !silences.containsKey(wanted.id())) {
      return Reading.unseen("silence", "there are " + MOST + " already", "end some of them");
    }
    String id =
        wanted.id().matches("[A-Za-z0-9-]{1,64}") ? wanted.id() : UUID.randomUUID().toString();
    Silence silence =
        new Silence(
            id, wanted.matchers(), wanted.from(), wanted.until(), wanted.by(), wanted.comment());
    silences.put(id, silence);
    keeper.put(KIND, id, Json.write(json(silence)));
    return Reading.seen(id);
  }

  synchronized Reading<String> end(String id) {
    if (silences.remove(id) == null) {
      return Reading.unseen("silence " + id, "there is none", "see the list of silences");
    }
    keeper.delete(KIND, id);
    return Reading.seen(id);
  }

  synchronized void forgetThoseOver(Instant now) {
    List<String> over = new ArrayList<>();
    for (Silence each : silences.values()) {
      if (!each.until().isAfter(now)) {
        over.add(each.id());
      }
    }
    over.forEach(this::end);
  }

  /// The one that holds now.
  synchronized Optional<Silence> matching(Map<String, String> labels, Instant now) {
    for (Silence each : silences.values()) {
      boolean holds = !now.isBefore(each.from()) && now.isBefore(each.until());
      if (holds
          && each.matchers().entrySet().stream()
              .allMatch(m -> isLike(m.getValue(), labels.getOrDefault(m.getKey(), "")))) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /// `*` stands for any text; in time that grows with the product of the lengths at most.
  static boolean isLike(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static Map<String, Object> json(Silence silence) {
    return Json.object(
        "matchers", silence.matchers(),
        "from", silence.from(),
        "until", silence.until(),
        "by", silence.by(),
        "comment", silence.comment());
  }

  private static Silence read(String id, Map<String, Object> json) {
    return new Silence(
        id,
        Json.texts(json, "matchers"),
        Instant.parse(Json.text(json, "from")),
        Instant.parse(Json.text(json, "until")),
        Json.text(json, "by"),
        Json.text(json, "comment"));
  }
}
