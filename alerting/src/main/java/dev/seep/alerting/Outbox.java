package dev.seep.alerting;

import dev.seep.alerting.channel.Courier;
import dev.seep.alerting.channel.Delivery;
import dev.seep.alerting.channel.Network;
import dev.seep.alerting.channel.Pace;
import dev.seep.alerting.channel.Senders;
import dev.seep.alerting.config.AlertingConfig;
import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.config.Receiver;
import dev.seep.alerting.message.Json;
import dev.seep.alerting.message.Notice;
import dev.seep.evidence.watch.AlertEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All couriers, and the journal of what they still have to carry: a notice is in it before the
/// first try and until the other side took it or refused it for good. Not for several threads, but
/// [#stats].
final class Outbox {
  static final String KIND = "alert-pending";

  /// A channel as it is named, set up and carried.
  private record Line(String receiver, ChannelSettings settings, Courier courier) {}

  private final Keeper keeper;
  private final AlertLog log;
  private final Network network;
  private final Pace pace;
  private final String hostName;
  private final Consumer<Delivery> changed;
  private final Map<Delivery, List<Long>> logged = new HashMap<>();
  private volatile Map<String, Line> lines = Map.of();

  Outbox(
      Keeper keeper,
      AlertLog log,
      Network network,
      Pace pace,
      String hostName,
      Consumer<Delivery> changed) {
    this.keeper = keeper;
    this.log = log;
    this.network = network;
    this.pace = pace;
    this.hostName = hostName;
    this.changed = changed;
  }

  /// A channel whose settings are the same goes on; one whose settings changed hands its queue to
  /// its successor.
  void configure(AlertingConfig config) {
    Map<String, Line> next = new LinkedHashMap<>();
    Map<String, Line> before = new LinkedHashMap<>(lines);
    for (Receiver receiver : config.receivers()) {
      Map<String, Integer> numbers = new HashMap<>();
      for (ChannelSettings settings : receiver.channels()) {
        int number = numbers.merge(settings.kind(), 1, Integer::sum);
        String key = receiver.name() + "/" + settings.kind() + "/" + number;
        Line old = before.get(key);
        if (old != null && old.settings.equals(settings)) {
          before.remove(key);
          next.put(key, old);
        } else {
          next.put(key, new Line(receiver.name(), settings, courier(key, settings)));
        }
      }
    }
    lines = next;
    before.values().forEach(old -> old.courier.close().forEach(this::reoffer));
  }

  private Courier courier(String key, ChannelSettings settings) {
    return new Courier(key, Senders.of(settings, network, hostName), pace, changed);
  }

  private void reoffer(Delivery delivery) {
    List<Long> ids = logged.remove(delivery);
    Delivery again = new Delivery(delivery.notice(), delivery.channel());
    logged.put(again, ids == null ? List.of() : ids);
    offer(again);
  }

  /// Reads back what was not sent before a restart.
  void restore() {
    for (AlertJournal.Entry each : keeper.all(KIND)) {
      try {
        Map<String, Object> json = Json.parse(each.text());
        Notice notice = Notice.fromJson(Json.within(json, "notice"));
        Delivery delivery = new Delivery(notice, Json.text(json, "channel"));
        List<Long> ids = new ArrayList<>();
        for (String id : Json.text(json, "log").split(" ", -1)) {
          ids.add(Long.parseLong(id));
        }
        logged.put(delivery, ids);
        offer(delivery);
      } catch (RuntimeException e) {
        keeper.damaged(KIND, each.id(), e);
        keeper.delete(KIND, each.id());
      }
    }
  }

  /// Hands a notice to every channel of its receiver.
  void dispatch(Notice notice) {
    List<String> keys = new ArrayList<>();
    lines.forEach((key, line) -> {
      if (line.receiver.equals(notice.receiver())) {
        keys.add(key);
      }
    });
    for (String key : keys) {
      Notice wanted = wanted(notice, lines.get(key));
      if (!wanted.items().isEmpty()) {
        dispatch(wanted, key);
      }
    }
    if (keys.isEmpty()) {
      notice.items().forEach(item -> record(notice, item, "log", "sent", "nobody else to tell"));
    }
  }

  private void dispatch(Notice notice, String key) {
    Delivery delivery = new Delivery(notice, key);
    if (!delivery.isRefresh()) {
      List<Long> ids = new ArrayList<>();
      String kind = key.split("/", -1)[key.split("/", -1).length - 2];
      notice.items().forEach(item -> ids.add(record(notice, item, kind, "queued", "")));
      logged.put(delivery, ids);
      String log = String.join(" ", ids.stream().map(String::valueOf).toList());
      keeper.put(
          KIND,
          id(delivery),
          Json.write(Json.object("channel", key, "log", log, "notice", notice.toJson())));
    }
    offer(delivery);
  }

  /// Sends what alone keeps alive what a receiver would forget.
  void refresh(Notice notice) {
    lines.forEach((key, line) -> {
      if (line.receiver.equals(notice.receiver())
          && line.settings instanceof ChannelSettings.Alertmanager) {
        dispatch(notice, key);
      }
    });
  }

  private static Notice wanted(Notice notice, @Nullable Line line) {
    if (line == null || line.settings.sendResolved()) {
      return notice;
    }
    List<Notice.Item> open = notice.items().stream().filter(i -> !i.isResolved()).toList();
    return new Notice(notice.id(), notice.receiver(), notice.at(), open);
  }

  private void offer(Delivery delivery) {
    Line line = lines.get(delivery.channel());
    if (line == null) {
      delivery.fail("the channel was taken out of the configuration");
      settle(delivery);
      return;
    }
    line.courier.offer(delivery).forEach(this::settle);
  }

  /// Writes down how far a delivery is.
  void settle(Delivery delivery) {
    Delivery.Progress progress = delivery.progress();
    String outcome = progress.state().name().toLowerCase(Locale.ROOT);
    for (long id : logged.getOrDefault(delivery, List.of())) {
      log.update(id, outcome, progress.detail(), progress.attempts());
    }
    if (progress.isOver() && logged.remove(delivery) != null) {
      keeper.delete(KIND, id(delivery));
    }
  }

  /// A line of the alert log.
  long record(Notice notice, Notice.Item item, String channel, String outcome, String detail) {
    return log.add(
        new AlertEntry(
            0,
            notice.at(),
            item.message().incident(),
            item.message().subject(),
            notice.receiver(),
            channel,
            item.kind().slug(),
            outcome,
            detail,
            0));
  }

  private static String id(Delivery delivery) {
    return delivery.notice().id() + "/" + delivery.channel();
  }

  List<Courier.Stats> stats() {
    return lines.values().stream().map(line -> line.courier.stats()).toList();
  }

  void close() {
    lines.values().forEach(line -> line.courier.close());
  }
}
