package dev.seep.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.alerting.Hook;
import dev.seep.alerting.Incidents;
import dev.seep.alerting.TestClock;
import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.config.HttpSettings;
import dev.seep.alerting.config.Secret;
import dev.seep.alerting.message.Json;
import dev.seep.alerting.message.Kind;
import dev.seep.alerting.message.Notice;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Severity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What each vendor is sent, as its own server would see it; and that names which others chose do
/// nothing there.
class FormatsTest {
  private static final String EVIL =
      "@everyone @here <!channel> <@U1> </td><script>alert(1)</script> [x](http://evil.example)"
          + " ![i](http://evil.example/i.png)\r\nBcc: evil@evil.example\u001b[31m`c` *b* \u202e\"}";

  private final Hook hook = new Hook();
  private final TestClock clock = new TestClock();
  private final Network network = new Network(Duration.ofSeconds(5), clock);

  @AfterEach
  void close() {
    hook.close();
  }

  private Hook.Request sent(ChannelSettings settings, Notice notice) {
    hook.forget();
    Outcome outcome = Senders.of(settings, network, "web1").send(notice, new HashSet<>());
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return hook.requests().getLast();
  }

  private static Incident leak() {
    return Incidents.leak().open();
  }

  private static Incident evil() {
    return Incidents.leak().named(EVIL).open();
  }

  private ChannelSettings slack() {
    return new ChannelSettings.Slack(
        Secret.of(hook.url() + "/hooks/x"), "#ops", "", HttpSettings.DEFAULT, true);
  }

  private ChannelSettings discord() {
    return new ChannelSettings.Discord(
        Secret.of(hook.url() + "/api/webhooks/1/t"), "", HttpSettings.DEFAULT, true);
  }

  private ChannelSettings ntfy() {
    return new ChannelSettings.Ntfy(
        URI.create(hook.url()),
        Secret.of("leaks"),
        0,
        List.of("host"),
        Secret.of("tk_1"),
        HttpSettings.DEFAULT,
        true);
  }

  private ChannelSettings pager() {
    return new ChannelSettings.PagerDuty(
        URI.create(hook.url() + "/v2/enqueue"), Secret.of("R0UT1NG"), HttpSettings.DEFAULT, true);
  }

  private ChannelSettings alertmanager(String... urls) {
    return new ChannelSettings.Alertmanager(
        java.util.Arrays.stream(urls).map(URI::create).toList(), HttpSettings.DEFAULT, true);
  }

  @Test
  void pagerDutyGetsATriggerAndAResolveWithOneKey() {
    hook.reply(202, Map.of(), "{\"status\":\"success\"}");
    Map<String, Object> trigger =
        sent(pager(), Notices.firing(Incidents.leak().severity(Severity.CRITICAL).open())).json();
    assertThat(hook.requests().getLast().path()).isEqualTo("/v2/enqueue");
    assertThat(Json.text(trigger, "routing_key")).isEqualTo("R0UT1NG");
    assertThat(Json.text(trigger, "event_action")).isEqualTo("trigger");
    Map<String, Object> payload = Json.within(trigger, "payload");
    assertThat(payload)
        .containsKeys("summary", "source", "severity", "timestamp", "custom_details");
    assertThat(Json.text(payload, "severity")).isEqualTo("critical");
    assertThat(Json.text(payload, "source")).isEqualTo("web1");
    assertThat(Json.texts(payload, "custom_details"))
        .containsEntry("opened by", "trantor::Connector::connect Connector.cc:83");
    Map<String, Object> resolve =
        sent(pager(), Notices.of(Kind.RESOLVED, Map.of(), Incidents.leak().resolved())).json();
    assertThat(Json.text(resolve, "event_action")).isEqualTo("resolve");
    assertThat(Json.text(resolve, "dedup_key")).isEqualTo(Json.text(trigger, "dedup_key"));
  }

  @Test
  void alertmanagerGetsAListOfAlertsThatEndByThemselves() {
    String body = sent(alertmanager(hook.url() + "/am/"), Notices.firing(leak())).body();
    assertThat(hook.requests().getLast().path()).isEqualTo("/am/api/v2/alerts");
    Map<String, Object> alert = Json.objects(Json.parse("{\"a\":" + body + "}"), "a").getFirst();
    assertThat(Json.texts(alert, "labels"))
        .containsEntry("alertname", "SeepLeak")
        .containsEntry("severity", "warning")
        .containsEntry("workload", "unit:crawler.service")
        .containsEntry("class", "never-connected-socket")
        .doesNotContainKey("standing");
    assertThat(Json.texts(alert, "annotations")).containsKeys("summary", "opened_by", "left");
    assertThat(Instant.parse(Json.text(alert, "startsAt"))).isEqualTo("2026-03-02T10:01:00Z");
    assertThat(Instant.parse(Json.text(alert, "endsAt"))).isAfter(clock.instant());
    assertThat(Json.text(alert, "generatorURL")).isEqualTo("https://seep.example/finding/i-1");
  }

  @Test
  void alertmanagerIsToldThatTheAlertWithTheOldLabelsIsOver() {
    Map<String, String> before = Notices.message(leak()).labels();
    Incident worse = Incidents.leak().severity(Severity.CRITICAL).open();
    String body = sent(alertmanager(hook.url()), Notices.of(Kind.FIRING, before, worse)).body();
    List<Map<String, Object>> alerts = Json.objects(Json.parse("{\"a\":" + body + "}"), "a");
    assertThat(alerts).hasSize(2);
    assertThat(Json.texts(alerts.getFirst(), "labels")).containsEntry("severity", "warning");
    assertThat(Instant.parse(Json.text(alerts.getFirst(), "endsAt")))
        .isBeforeOrEqualTo(clock.instant().plusSeconds(60));
    assertThat(Json.texts(alerts.getLast(), "labels")).containsEntry("severity", "critical");
  }

  @Test
  void oneAlertmanagerOfAClusterIsEnough() {
    Hook.Request request =
        sent(alertmanager("http://127.0.0.1:1", hook.url()), Notices.firing(leak()));
    assertThat(request.body()).startsWith("[{");
  }

  @Test
  void slackGetsATextAndOneAttachmentForEachIncident() {
    Map<String, Object> body =
        sent(slack(), Notices.firing(leak(), Incidents.leak("i-2").open())).json();
    assertThat(Json.text(body, "channel")).isEqualTo("#ops");
    assertThat(Json.text(body, "text")).contains("2 alerts about crawler.service");
    List<Map<String, Object>> attachments = Json.objects(body, "attachments");
    assertThat(attachments).hasSize(2);
    assertThat(attachments.getFirst())
        .containsKeys("fallback", "color", "title", "title_link", "text", "fields", "ts");
    assertThat(Json.objects(attachments.getFirst(), "fields").toString())
        .contains("`trantor::Connector::connect Connector.cc:83`");
  }

  @Test
  void discordGetsEmbedsWithinItsLimitsAndCallsNobody() {
    Map<String, Object> body =
        sent(discord(), Notices.firing(Incidents.leak().named("x".repeat(5_000)).open())).json();
    assertThat(hook.requests().getLast().path()).endsWith("?wait=true");
    assertThat(Json.text(body, "content").length()).isLessThanOrEqualTo(2_000);
    assertThat(Json.within(body, "allowed_mentions")).containsEntry("parse", List.of());
    Map<String, Object> embed = Json.objects(body, "embeds").getFirst();
    List<Map<String, Object>> fields = Json.objects(embed, "fields");
    assertThat(fields).hasSizeLessThanOrEqualTo(25);
    int all = Json.text(embed, "title").length() + Json.text(embed, "description").length();
    assertThat(Json.text(embed, "title").length()).isLessThanOrEqualTo(256);
    for (Map<String, Object> field : fields) {
      assertThat(Json.text(field, "value").length()).isBetween(1, 1_024);
      all += Json.text(field, "name").length() + Json.text(field, "value").length();
    }
    assertThat(all).isLessThanOrEqualTo(6_000);
  }

  @Test
  void ntfyGetsItsJsonWithPriorityTagsAndToken() {
    Notice notice = Notices.firing(Incidents.leak().severity(Severity.CRITICAL).open());
    Hook.Request request = sent(ntfy(), notice);
    Map<String, Object> body = request.json();
    assertThat(request.path()).isEqualTo("/");
    assertThat(request.headers()).containsEntry("Authorization", "Bearer tk_1");
    assertThat(Json.text(body, "topic")).isEqualTo("leaks");
    assertThat(Json.number(body, "priority")).isEqualTo(5);
    assertThat(body.get("tags")).isEqualTo(List.of("rotating_light", "host"));
    assertThat(Json.text(body, "click")).isEqualTo("https://seep.example/finding/i-1");
    Notice huge = Notices.firing(Incidents.leak().named("ü".repeat(9_000)).open(), leak());
    String message = Json.text(sent(ntfy(), huge).json(), "message");
    assertThat(message.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(4_096);
  }

  @Test
  void aTemplateIsFilledWithValuesThatCannotLeaveTheirPlace() {
    ChannelSettings own =
        new ChannelSettings.Webhook(
            Secret.of(hook.url() + "/own?x=1"),
            "PUT",
            "{\"what\": \"{{fields.what}}\", \"id\": \"{{ dedup_key }}\", \"no\": \"{{fields.none}}\"}",
            "application/json",
            new HttpSettings(Map.of("X-Key", Secret.of("k")), Secret.of("bearer"), null, false),
            true);
    Hook.Request request =
        sent(own, Notices.firing(Incidents.leak().named("\"}{{receiver}}\\").open()));
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.path()).isEqualTo("/own?x=1");
    assertThat(request.headers())
        .containsEntry("X-Key", "k")
        .containsEntry("Authorization", "Bearer bearer");
    assertThat(Json.text(request.json(), "what")).isEqualTo("\"}{{receiver}}\\\\");
    assertThat(request.json()).containsEntry("id", "i-1").containsEntry("no", "");
  }

  @Test
  void hostileNamesDoNothingInChats() {
    for (ChannelSettings chat : List.of(slack(), discord())) {
      Hook.Request request = sent(chat, Notices.firing(evil()));
      assertCalm(request.json());
      assertThat(request.body()).as(chat.kind()).doesNotContain("@everyone", "@here", "`c`");
    }
    Map<String, Object> slack = sent(slack(), Notices.firing(evil())).json();
    assertThat(Json.write(slack))
        .doesNotContain("<!channel>", "<@U1>", "<script>")
        .contains("&lt;!channel&gt;");
    assertThat(Json.text(slack, "text")).doesNotContain("http://", "](", "*b*");
    Map<String, Object> discord = sent(discord(), Notices.firing(evil())).json();
    assertThat(Json.text(discord, "content"))
        .doesNotContain("http://", "](")
        .contains("\\<!channel\\>", "\\[x\\]\\(");
  }

  @Test
  void hostileNamesAreOneLineOfPlainTextEverywhereElse() {
    ChannelSettings web =
        new ChannelSettings.Webhook(
            Secret.of(hook.url()), "POST", "", "application/json", HttpSettings.DEFAULT, true);
    for (ChannelSettings each : List.of(pager(), ntfy(), web)) {
      Hook.Request request = sent(each, Notices.firing(evil()));
      assertCalm(request.json());
      assertThat(request.body()).as(each.kind()).contains("\\\\x1b[31m", "\\\\u202e");
    }
    String alerts = sent(alertmanager(hook.url()), Notices.firing(evil())).body();
    assertCalm(Json.parse("{\"a\":" + alerts + "}"));
  }

  /// No text within holds a control character but the line ends of Seep's own, nor one that turns
  /// the direction of writing.
  private static void assertCalm(Object json) {
    switch (json) {
      case Map<?, ?> object -> object.values().forEach(FormatsTest::assertCalm);
      case List<?> list -> list.forEach(FormatsTest::assertCalm);
      case String text -> {
        assertThat(text.chars().filter(c -> c != '\n'))
            .noneMatch(c -> Character.isISOControl(c) || c == '\u202e');
        assertThat(text.lines()).noneMatch(line -> line.startsWith("Bcc:"));
      }
      default -> assertThat(json).isInstanceOfAny(Number.class, Boolean.class);
    }
  }
}
