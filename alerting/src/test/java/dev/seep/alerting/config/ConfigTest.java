package dev.seep.alerting.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seep.alerting.config.TimeInterval.Range;
import dev.seep.alerting.config.TimeInterval.Times;
import dev.seep.evidence.Reading;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
  @TempDir Path folder;

  private static TimeInterval interval(List<Times> times, List<Range> weekdays, String zone) {
    return new TimeInterval(times, weekdays, List.of(), List.of(), List.of(), ZoneId.of(zone));
  }

  @Test
  void matchersReadAsAlertmanagerWritesThem() {
    Map<String, String> labels = Map.of("severity", "critical", "peer", "10.0.0.7:443");
    assertThat(Matcher.parse("severity=\"critical\"").matches(labels)).isTrue();
    assertThat(Matcher.parse("severity = critical").matches(labels)).isTrue();
    assertThat(Matcher.parse("severity!=critical").matches(labels)).isFalse();
    assertThat(Matcher.parse("peer=~\"10\\\\..*\"").matches(labels)).isTrue();
    assertThat(Matcher.parse("peer=~\"10\"").matches(labels)).isFalse();
    assertThat(Matcher.parse("peer!~\"10.*\"").matches(labels)).isFalse();
    assertThat(Matcher.parse("none=").matches(labels)).isTrue();
    assertThatThrownBy(() -> Matcher.parse("severity")).hasMessageContaining("is no matcher");
    assertThatThrownBy(() -> Matcher.parse("a=~\"(\""))
        .hasMessageContaining("no regular expression");
  }

  @Test
  void aNightBelongsToTheDayOnWhichItBegan() {
    TimeInterval friday =
        interval(List.of(Times.parse("22:00", "06:00")), List.of(new Range(5, 5)), "Europe/Berlin");
    assertThat(friday.holds(Instant.parse("2026-03-06T20:59:59Z"))).isFalse();
    assertThat(friday.holds(Instant.parse("2026-03-06T21:00:00Z"))).isTrue();
    assertThat(friday.holds(Instant.parse("2026-03-07T04:59:59Z"))).isTrue();
    assertThat(friday.holds(Instant.parse("2026-03-07T05:00:00Z"))).isFalse();
    assertThat(friday.holds(Instant.parse("2026-03-06T04:00:00Z"))).isFalse();
  }

  @Test
  void weekendsRunRoundAndMonthsCountFromTheirEnd() {
    TimeInterval weekend = interval(List.of(), List.of(new Range(6, 1)), "UTC");
    assertThat(weekend.holds(Instant.parse("2026-03-02T12:00:00Z"))).isTrue();
    assertThat(weekend.holds(Instant.parse("2026-03-03T12:00:00Z"))).isFalse();
    TimeInterval lastDays =
        new TimeInterval(
            List.of(),
            List.of(),
            List.of(new Range(-2, -1)),
            List.of(new Range(2, 2)),
            List.of(new Range(2026, 2026)),
            ZoneId.of("UTC"));
    assertThat(lastDays.holds(Instant.parse("2026-02-27T12:00:00Z"))).isTrue();
    assertThat(lastDays.holds(Instant.parse("2026-02-26T12:00:00Z"))).isFalse();
    assertThat(lastDays.holds(Instant.parse("2027-02-28T12:00:00Z"))).isFalse();
    assertThatThrownBy(() -> Times.parse("9:00", "10:00")).hasMessageContaining("write HH:MM");
  }

  @Test
  void aSecretIsNeverShownAndItsFileIsReadAtEachUse() throws Exception {
    assertThat(Secret.of("hunter2").toString()).doesNotContain("hunter2");
    assertThat(
            new ChannelSettings.Slack(
                    Secret.of("https://hooks/T0K3N"), "", "", HttpSettings.DEFAULT, true)
                .toString())
        .doesNotContain("T0K3N");
    Path file = folder.resolve("token");
    Secret secret = Secret.inFile(file);
    assertThat(secret.read()).isInstanceOf(Reading.Unseen.class);
    Files.writeString(file, "one\n");
    assertThat(secret.read().orElse("")).isEqualTo("one");
    Files.writeString(file, "two");
    assertThat(secret.read().orElse("")).isEqualTo("two");
  }

  @Test
  void whatIsWrongIsNamedWithItsPlace() {
    Route route =
        new Route(
            "nobody",
            null,
            null,
            Duration.ZERO,
            null,
            List.of(),
            false,
            List.of(Route.to("missing")),
            List.of("never"),
            List.of(new Escalation(Duration.ofMinutes(1), "up")));
    ChannelSettings email =
        new ChannelSettings.Email(
            "",
            0,
            "a\r\nBcc: b@c",
            List.of(),
            "user",
            Secret.none(),
            ChannelSettings.Tls.STARTTLS,
            true,
            null,
            true);
    ChannelSettings pager =
        new ChannelSettings.PagerDuty(
            URI.create("ftp://x"), Secret.none(), HttpSettings.DEFAULT, true);
    AlertingConfig config =
        new AlertingConfig(
            route,
            List.of(new Receiver("team", List.of(email, pager)), new Receiver("team", List.of())),
            Map.of());
    assertThat(config.problems())
        .anyMatch(each -> each.startsWith("receivers: two are named 'team'"))
        .anyMatch(each -> each.startsWith("route.receiver: no receiver is named 'nobody'"))
        .anyMatch(each -> each.startsWith("route.routes[0].receiver: no receiver"))
        .anyMatch(each -> each.startsWith("route.group_interval: must be longer"))
        .anyMatch(each -> each.startsWith("route.mute_time_intervals: no time interval"))
        .anyMatch(each -> each.startsWith("route.escalate.receiver: no receiver"))
        .anyMatch(each -> each.startsWith("receivers.team.email[0].smarthost: is missing"))
        .anyMatch(each -> each.startsWith("receivers.team.email[0].to: is empty"))
        .anyMatch(each -> each.contains("is no mail address"))
        .anyMatch(each -> each.startsWith("receivers.team.email[0].auth_password"))
        .anyMatch(each -> each.startsWith("receivers.team.pagerduty[1].url"))
        .anyMatch(each -> each.startsWith("receivers.team.pagerduty[1].routing_key"));
    assertThat(AlertingConfig.none().problems()).isEmpty();
  }
}
