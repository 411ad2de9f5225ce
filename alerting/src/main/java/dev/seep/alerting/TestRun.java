package dev.seep.alerting;

import dev.seep.alerting.channel.Network;
import dev.seep.alerting.channel.Outcome;
import dev.seep.alerting.channel.Sender;
import dev.seep.alerting.channel.Senders;
import dev.seep.alerting.config.AlertingConfig;
import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.config.Receiver;
import dev.seep.alerting.message.Composer;
import dev.seep.alerting.message.Kind;
import dev.seep.alerting.message.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sends a test through every channel of a receiver, past queues and silences.
final class TestRun {
  private final Network network;
  private final Composer composer;
  private final String hostName;

  TestRun(Network network, Composer composer, String hostName) {
    this.network = network;
    this.composer = composer;
    this.hostName = hostName;
  }

  List<TestResult> run(AlertingConfig config, String receiver, Instant now) {
    Notice.Item item = new Notice.Item(Kind.TEST, composer.test(receiver, now), Map.of());
    Notice notice = new Notice(UUID.randomUUID().toString(), receiver, now, List.of(item));
    List<String> names = new ArrayList<>();
    List<Future<Outcome>> outcomes = new ArrayList<>();
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Receiver each : config.receivers()) {
        if (each.name().equals(receiver)) {
          for (ChannelSettings settings : each.channels()) {
            Sender sender = Senders.of(settings, network, hostName);
            names.add(settings.kind() + " " + (names.size() + 1));
            outcomes.add(all.submit(() -> sender.send(notice, new HashSet<>())));
          }
        }
      }
    }
    List<TestResult> results = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      results.add(result(names.get(i), outcomes.get(i)));
    }
    return results;
  }

  private static TestResult result(String name, Future<Outcome> future) {
    try {
      Outcome outcome = future.get();
      return new TestResult(name, outcome instanceof Outcome.Accepted, outcome.detail());
    } catch (ExecutionException e) {
      return new TestResult(name, false, String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TestResult(name, false, "interrupted");
    }
  }
}
