package dev.seep.alerting.channel;

import static dev.seep.alerting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.alerting.Hook;
import dev.seep.alerting.Incidents;
import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.config.HttpSettings;
import dev.seep.alerting.config.Secret;
import dev.seep.alerting.message.Kind;
import java.io.File;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CourierTest {
  private static final Pace QUICK = new Pace(Duration.ofMillis(1), Duration.ofMillis(50), 8);
  private static final Network NETWORK =
      new Network(Duration.ofMillis(500), InstantSource.system());

  private static Sender webhook(String url) {
    return Senders.of(
        new ChannelSettings.Webhook(
            Secret.of(url), "POST", "", "application/json", HttpSettings.DEFAULT, true),
        NETWORK,
        "web1");
  }

  private static Courier courier(String url) {
    return new Courier("test", webhook(url), QUICK, _ -> {});
  }

  private static Delivery firing(String incident) {
    return new Delivery(Notices.firing(Incidents.leak(incident).open()), "test");
  }

  @Test
  void aServerThatRecoversIsToldAndTheOrderOfAnIncidentIsKept() throws Exception {
    try (Hook hook = new Hook()) {
      hook.reply(500, Map.of(), "boom");
      hook.reply(408, Map.of(), "slow");
      Courier courier = courier(hook.url());
      Delivery first = firing("a");
      Delivery end =
          new Delivery(
              Notices.of(Kind.RESOLVED, Map.of("a", "b"), Incidents.leak("a").resolved()), "test");
      courier.offer(first);
      courier.offer(end);
      eventually("both are sent", () -> courier.stats().sent() == 2);
      assertThat(first.progress().state()).isEqualTo(Delivery.State.SENT);
      assertThat(hook.requests().getLast().body()).contains("\"kind\":\"resolved\"");
      assertThat(courier.stats().retried()).isEqualTo(2);
      courier.close();
    }
  }

  @Test
  void whatTheOtherSideAsksToWaitIsWaited() throws Exception {
    try (Hook hook = new Hook()) {
      hook.reply(429, Map.of("Retry-After", "1"), "");
      hook.reply(429, Map.of(), "{\"message\":\"limited\",\"retry_after\":0.35,\"global\":false}");
      Courier courier = courier(hook.url());
      courier.offer(firing("a"));
      eventually("it is sent", () -> courier.stats().sent() == 1);
      List<Hook.Request> tries = hook.requests();
      assertThat(tries).hasSize(3);
      assertThat(tries.get(1).atNanos() - tries.get(0).atNanos())
          .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(990));
      assertThat(tries.get(2).atNanos() - tries.get(1).atNanos())
          .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(340));
      courier.close();
    }
  }

  @Test
  void aRefusalIsFinalAndARedirectIsOne() throws Exception {
    try (Hook hook = new Hook()) {
      hook.reply(400, Map.of(), "invalid\u001b[2J payload");
      hook.reply(302, Map.of("Location", "http://169.254.169.254/"), "");
      Courier courier = courier(hook.url());
      Delivery refused = firing("a");
      Delivery redirected = firing("b");
      courier.offer(refused);
      courier.offer(redirected);
      eventually("both failed", () -> courier.stats().failed() == 2);
      assertThat(refused.progress().detail()).isEqualTo("HTTP 400 invalid\\x1b[2J payload");
      assertThat(redirected.progress().detail()).contains("redirects are not followed");
      assertThat(hook.requests()).hasSize(2);
      courier.close();
    }
  }

  @Test
  void silentDrippingAndClosingServersEndAtTheDeadline() throws Exception {
    try (BadServer silent = BadServer.silent();
        BadServer head = BadServer.dripping("HTTP/1.1 200 OK\r\nX-Y: ");
        BadServer refusal = BadServer.dripping("HTTP/1.1 503 no\r\n\r\n");
        BadServer closing = BadServer.closing()) {
      for (BadServer each : List.of(silent, head, closing)) {
        Outcome outcome =
            webhook(each.url()).send(Notices.firing(Incidents.leak().open()), new HashSet<>());
        assertThat(outcome).isInstanceOf(Outcome.Later.class);
      }
      Outcome outcome =
          webhook(refusal.url()).send(Notices.firing(Incidents.leak().open()), new HashSet<>());
      assertThat(outcome).isInstanceOf(Outcome.Later.class);
      assertThat(outcome.detail()).startsWith("HTTP 503 x");
    }
  }

  @Test
  void aYesWhoseBodyNeverEndsIsAYes() throws Exception {
    try (BadServer server = BadServer.dripping("HTTP/1.1 200 OK\r\n\r\n")) {
      Outcome outcome =
          webhook(server.url()).send(Notices.firing(Incidents.leak().open()), new HashSet<>());
      assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    }
  }

  @Test
  void aHangingChannelKeepsNeitherItsCallerNorOthersWaiting() throws Exception {
    try (BadServer silent = BadServer.silent();
        Hook hook = new Hook()) {
      Courier slow = courier(silent.url());
      Courier fast = courier(hook.url());
      for (int i = 0; i < 5; i++) {
        slow.offer(firing("i" + i));
        fast.offer(firing("i" + i));
      }
      eventually("the fast one is through", () -> fast.stats().sent() == 5);
      assertThat(slow.stats().sent()).isZero();
      assertThat(slow.stats().queued()).isEqualTo(5);
      slow.close();
      fast.close();
    }
  }

  @Test
  void aFullQueueReplacesThenDropsRemindersThenTheOldest() throws Exception {
    try (BadServer silent = BadServer.silent()) {
      Courier courier =
          new Courier(
              "test",
              webhook(silent.url()),
              new Pace(Duration.ofHours(1), Duration.ofHours(1), 4),
              _ -> {});
      courier.offer(firing("on-its-way"));
      eventually("it is on its way", () -> silent.connections.get() > 0);
      Delivery a = firing("a");
      Delivery reminder =
          new Delivery(Notices.of(Kind.REMINDER, Map.of(), Incidents.leak("r").open()), "test");
      courier.offer(a);
      courier.offer(reminder);
      courier.offer(firing("b"));
      assertThat(courier.offer(firing("a"))).containsExactly(a);
      assertThat(courier.offer(firing("c"))).containsExactly(reminder);
      assertThat(courier.offer(firing("d"))).hasSize(1);
      assertThat(reminder.progress().detail()).contains("the queue is full");
      assertThat(courier.stats().queued()).isEqualTo(4);
      assertThat(courier.stats().dropped()).isEqualTo(2);
      courier.close();
    }
  }

  @Test
  void aThousandFailuresLeaveNoDescriptorAndNoThreadBehind() throws Exception {
    try (BadServer closing = BadServer.closing();
        BadServer drip = BadServer.dripping("HTTP/1.1 200 OK\r\nX: ")) {
      Network hasty = new Network(Duration.ofMillis(60), InstantSource.system());
      fail(closing.url(), 10, hasty);
      int before = descriptors();
      int threads = Thread.activeCount();
      fail(closing.url(), 950, NETWORK);
      fail(drip.url(), 50, hasty);
      eventually("descriptors are given back", () -> descriptors() <= before + 5);
      assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 3);
    }
  }

  private static void fail(String url, int times, Network network) {
    Sender sender =
        Senders.of(
            new ChannelSettings.Webhook(
                Secret.of(url), "POST", "", "application/json", HttpSettings.DEFAULT, true),
            network,
            "web1");
    for (int i = 0; i < times; i++) {
      Outcome outcome = sender.send(Notices.firing(Incidents.leak().open()), new HashSet<>());
      assertThat(outcome).isInstanceOf(Outcome.Later.class);
    }
  }

  private static int descriptors() {
    String[] names = new File("/proc/self/fd").list();
    assertThat(names).isNotNull();
    return names.length;
  }

  @Test
  void linkLocalAddressesAreRefusedUnlessTheyAreMeant() throws Exception {
    for (String host :
        List.of("169.254.169.254", "[fe80::1]", "[::ffff:169.254.1.1]", "[64:ff9b::a9fe:a9fe]")) {
      Outcome outcome =
          webhook("http://" + host + "/latest/meta-data")
              .send(Notices.firing(Incidents.leak().open()), new HashSet<>());
      assertThat(outcome).as(host).isInstanceOf(Outcome.Refused.class);
      assertThat(outcome.detail()).as(host).contains("link-local");
    }
  }

  @Test
  void theAddressOfAWebhookIsNotShown() {
    Outcome outcome =
        webhook("http://127.0.0.1:1/s3cret-path")
            .send(Notices.firing(Incidents.leak().open()), new HashSet<>());
    assertThat(outcome).isInstanceOf(Outcome.Later.class);
    assertThat(outcome.detail()).doesNotContain("s3cret");
  }
}
