package dev.seep.alerting;

import static dev.seep.alerting.Stage.INTERVAL;
import static dev.seep.alerting.Stage.REPEAT;
import static dev.seep.alerting.Stage.WAIT;
import static dev.seep.alerting.Stage.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.alerting.config.AlertingConfig;
import dev.seep.alerting.config.ChannelSettings;
import dev.seep.alerting.config.Escalation;
import dev.seep.alerting.config.HttpSettings;
import dev.seep.alerting.config.Receiver;
import dev.seep.alerting.config.TimeInterval;
import dev.seep.alerting.message.Json;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.AlertEntry;
import dev.seep.evidence.watch.Severity;
import dev.seep.evidence.watch.Silence;
import dev.seep.evidence.watch.Standing;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TellingTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void aLeakIsToldOnceAndItsFiguresAreNoNews() throws Exception {
    try (Stage stage = new Stage()) {
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      stage.tell(Incidents.leak().count(900).open());
      stage.after(INTERVAL);
      stage.tell(Incidents.leak().count(1_000).standing(Standing.EXHAUSTED).open());
      stage.after(INTERVAL);
      assertThat(told(stage.team)).containsExactly("firing i-1");
    }
  }

  @Test
  void whatIsNoLeakYetAndWhatIsMereInformationIsNotTold() throws Exception {
    try (Stage stage = new Stage()) {
      stage.tell(
          Incidents.leak("suspect").standing(Standing.SUSPECT).open(),
          Incidents.leak("info").severity(Severity.INFO).open());
      stage.after(DAY);
      assertThat(stage.team.requests()).isEmpty();
      assertThat(stage.alerting.log(10)).isEmpty();
    }
  }

  @Test
  void whatBecomesCriticalIsToldAgainWithoutWaitingForTheInterval() throws Exception {
    try (Stage stage = new Stage()) {
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      stage.alerting.acknowledge("i-1", "ada");
      stage.tell(Incidents.leak().severity(Severity.CRITICAL).open());
      stage.after(WAIT);
      assertThat(told(stage.team)).containsExactly("firing i-1", "firing i-1");
      stage.after(REPEAT);
      assertThat(told(stage.team)).last().isEqualTo("reminder i-1");
    }
  }

  @Test
  void whatIsOpenAndNotAcknowledgedIsRemindedOf() throws Exception {
    try (Stage stage = new Stage()) {
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      stage.after(REPEAT.minusMinutes(1));
      assertThat(told(stage.team)).containsExactly("firing i-1");
      stage.after(Duration.ofMinutes(1));
      stage.after(REPEAT);
      assertThat(told(stage.team)).containsExactly("firing i-1", "reminder i-1", "reminder i-1");
      assertThat(stage.alerting.acknowledge("i-1", "ada")).isInstanceOf(Reading.Seen.class);
      stage.after(DAY);
      assertThat(told(stage.team)).hasSize(3);
    }
  }

  @Test
  void theEndIsToldToThoseWhoWereToldOfTheBeginning() throws Exception {
    try (Stage stage = new Stage()) {
      stage.tell(Incidents.leak("long").open());
      stage.after(WAIT);
      stage.tell(Incidents.leak("short").open());
      stage.tell(Incidents.leak("short").resolved(), Incidents.leak("long").resolved());
      stage.after(INTERVAL);
      stage.after(DAY);
      assertThat(told(stage.team)).containsExactly("firing long", "resolved long");
      assertThat(stage.journal.all(Desk.KIND)).isEmpty();
      assertThat(stage.alerting.acknowledge("long", "ada")).isInstanceOf(Reading.Unseen.class);
    }
  }

  @Test
  void incidentsOfOneWorkloadShareAMessageAndOthersDoNot() throws Exception {
    try (Stage stage = new Stage()) {
      stage.tell(
          Incidents.leak("a").open(),
          Incidents.leak("b").open(),
          Incidents.leak("c").workload("other.service").open());
      stage.after(WAIT);
      assertThat(stage.team.requests()).hasSize(2);
      stage.tell(Incidents.leak("d").open());
      stage.after(WAIT);
      assertThat(stage.team.requests()).hasSize(2);
      stage.after(INTERVAL);
      assertThat(told(stage.team))
          .containsExactlyInAnyOrder("firing a", "firing b", "firing c", "firing d");
    }
  }

  @Test
  void aSilenceKeepsBackAndItsEndTells() throws Exception {
    try (Stage stage = new Stage()) {
      Silence silence =
          new Silence(
              "",
              Map.of("workload_name", "crawl*"),
              stage.clock.instant(),
              stage.clock.instant().plus(DAY),
              "ada",
              "we know");
      String id = stage.alerting.silence(silence).orElse("");
      stage.tell(Incidents.leak().open(), Incidents.leak("x").workload("x.service").open());
      stage.after(WAIT);
      stage.after(REPEAT);
      assertThat(told(stage.team)).containsExactly("firing x", "reminder x");
      assertThat(stage.alerting.log(10))
          .extracting(AlertEntry::outcome)
          .containsOnlyOnce("silenced");
      assertThat(stage.alerting.silences()).extracting(Silence::id).containsExactly(id);
      assertThat(stage.alerting.endSilence(id)).isInstanceOf(Reading.Seen.class);
      stage.after(Duration.ofSeconds(5));
      assertThat(told(stage.team)).last().isEqualTo("firing i-1");
    }
  }

  @Test
  void aSilenceThatRunsOutTellsAndOneThatIsOverIsRefused() throws Exception {
    try (Stage stage = new Stage()) {
      Silence hour =
          new Silence(
              "",
              Map.of("class", "*"),
              stage.clock.instant(),
              stage.clock.instant().plusSeconds(3_600),
              "ada",
              "");
      stage.alerting.silence(hour);
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      assertThat(stage.team.requests()).isEmpty();
      stage.after(Duration.ofHours(1));
      assertThat(told(stage.team)).containsExactly("firing i-1");
      assertThat(stage.alerting.silences()).isEmpty();
      assertThat(stage.alerting.silence(hour)).isInstanceOf(Reading.Unseen.class);
    }
  }

  @Test
  void aMaintenanceWindowMutesAndItsEndTells() throws Exception {
    TimeInterval morning =
        new TimeInterval(
            List.of(TimeInterval.Times.parse("09:00", "12:00")),
            List.of(new TimeInterval.Range(1, 5)),
            List.of(),
            List.of(),
            List.of(),
            ZoneId.of("UTC"));
    try (Stage stage =
        new Stage(
            Stage.route("team", List.of(), List.of("works")), Map.of("works", List.of(morning)))) {
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      stage.after(Duration.ofMinutes(30));
      assertThat(stage.team.requests()).isEmpty();
      assertThat(stage.alerting.log(5)).extracting(AlertEntry::outcome).containsExactly("muted");
      stage.after(Duration.ofMinutes(90));
      assertThat(told(stage.team)).containsExactly("firing i-1");
    }
  }

  @Test
  void whatNobodyAnswersGoesFurtherUpAndComesBackWhenItIsOver() throws Exception {
    Escalation up = new Escalation(Duration.ofMinutes(30), "boss");
    try (Stage stage = new Stage(Stage.route("team", List.of(up), null))) {
      stage.tell(Incidents.leak("late").open(), Incidents.leak("known").open());
      stage.after(WAIT);
      stage.alerting.acknowledge("known", "ada");
      stage.after(Duration.ofMinutes(29));
      assertThat(stage.boss.requests()).isEmpty();
      stage.after(Duration.ofMinutes(1));
      assertThat(told(stage.boss)).containsExactly("escalation late");
      stage.tell(Incidents.leak("late").resolved(), Incidents.leak("known").resolved());
      stage.after(INTERVAL);
      assertThat(told(stage.boss)).containsExactly("escalation late", "resolved late");
      assertThat(told(stage.team)).contains("resolved late", "resolved known");
    }
  }

  @Test
  void theTreeSendsEachWhereItBelongs() throws Exception {
    try (Stage stage =
        new Stage(
            Stage.routes(
                "team",
                Stage.child("boss", "severity=\"critical\"", true),
                Stage.child("team", "workload_name=~\"crawler.*\"", false)))) {
      stage.tell(
          Incidents.leak("both").severity(Severity.CRITICAL).open(),
          Incidents.leak("one").workload("other.service").open());
      stage.after(WAIT);
      assertThat(told(stage.boss)).containsExactly("firing both");
      assertThat(told(stage.team)).containsExactlyInAnyOrder("firing both", "firing one");
    }
  }

  @Test
  void withoutAReceiverTheAlertLogAloneHasIt() throws Exception {
    try (Stage stage = new Stage()) {
      stage.alerting.reconfigure(AlertingConfig.none());
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      stage.after(DAY);
      assertThat(stage.team.requests()).isEmpty();
      assertThat(stage.alerting.log(5))
          .extracting(AlertEntry::channel, AlertEntry::kind)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("log", "firing"));
    }
  }

  @Test
  void aChangedConfigurationTellsWhomItReachesNewAndNobodyTwice() throws Exception {
    try (Stage stage = new Stage()) {
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      stage.alerting.reconfigure(
          stage.settings(
              Stage.routes(
                  "team",
                  Stage.child("boss", "class=\"never-connected-socket\"", true),
                  Stage.child("team", "class=~\".*\"", false)),
              Map.of()));
      stage.after(WAIT);
      stage.after(INTERVAL);
      assertThat(told(stage.team)).containsExactly("firing i-1");
      assertThat(told(stage.boss)).containsExactly("firing i-1");
    }
  }

  @Test
  void theMessageCarriesTheDiagnosis() throws Exception {
    try (Stage stage = new Stage()) {
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      String text =
          Json.text(
              Json.objects(stage.team.requests().getFirst().json(), "alerts").getFirst(), "text");
      assertThat(text)
          .contains(
              "web1: crawler.service leaks sockets that were never connected, limit in 16 min")
          .contains("never-connected-socket")
          .contains("10.0.0.7:1965")
          .contains("trantor::Connector::connect Connector.cc:83")
          .contains("791 of these; 812 of 1,024 descriptors in use")
          .contains("+13.2 a minute (11.9 to 14.5)")
          .contains("16 min (12 min to 21 min)")
          .contains("2026-03-02 10:00 UTC")
          .contains("must close the descriptor")
          .contains("accept4: too many open files")
          .contains("tlgs_crawler (pid 4711)")
          .contains("https://seep.example/finding/i-1")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void aClockThatIsSetBackAYearDelaysNothing() throws Exception {
    try (Stage stage = new Stage()) {
      stage.tell(Incidents.leak("a").open());
      stage.after(WAIT);
      stage.tell(Incidents.leak("b").open());
      stage.after(Duration.ofDays(-365));
      stage.after(INTERVAL);
      assertThat(told(stage.team)).containsExactly("firing a", "firing b");
      stage.after(REPEAT);
      assertThat(told(stage.team)).contains("reminder a", "reminder b");
    }
  }

  @Test
  void aTestGoesThroughEachChannelAndSaysWhatBecameOfIt() throws Exception {
    try (Stage stage = new Stage()) {
      Receiver both =
          new Receiver(
              "both",
              List.of(Stage.webhook(stage.team.url()), Stage.webhook("http://127.0.0.1:1/")));
      stage.alerting.reconfigure(
          new AlertingConfig(dev.seep.alerting.config.Route.to("both"), List.of(both), Map.of()));
      List<TestResult> results = stage.alerting.test("both");
      assertThat(results).extracting(TestResult::accepted).containsExactly(true, false);
      assertThat(results.getLast().detail()).contains("ConnectException");
      assertThat(told(stage.team)).hasSize(1).first().asString().startsWith("test ");
      assertThat(stage.alerting.test("nobody")).isEmpty();
      assertThat(stage.alerting.log(5)).isEmpty();
    }
  }

  @Test
  void alertmanagerHearsAgainOfWhatIsStillSoAndNobodyElseDoes() throws Exception {
    try (Stage stage = new Stage()) {
      ChannelSettings am =
          new ChannelSettings.Alertmanager(
              List.of(URI.create(stage.boss.url())), HttpSettings.DEFAULT, true);
      stage.alerting.reconfigure(
          new AlertingConfig(
              Stage.route("team", List.of(), null),
              List.of(new Receiver("team", List.of(am, Stage.webhook(stage.team.url())))),
              Map.of()));
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      int first = stage.boss.requests().size();
      stage.after(Duration.ofMinutes(2));
      stage.after(Duration.ofMinutes(2));
      assertThat(stage.boss.requests()).hasSize(first + 2);
      assertThat(told(stage.team)).containsExactly("firing i-1");
      assertThat(stage.alerting.log(9)).hasSize(2);
      stage.tell(Incidents.leak().resolved());
      stage.after(INTERVAL);
      assertThat(stage.boss.requests().getLast().body())
          .contains("\"endsAt\":\"2026-03-02T12:00:00Z");
    }
  }
}
