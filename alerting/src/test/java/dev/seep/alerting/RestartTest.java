package dev.seep.alerting;

import static dev.seep.alerting.Eventually.eventually;
import static dev.seep.alerting.Stage.INTERVAL;
import static dev.seep.alerting.Stage.REPEAT;
import static dev.seep.alerting.Stage.WAIT;
import static dev.seep.alerting.Stage.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.alerting.message.Json;
import dev.seep.evidence.watch.AlertEntry;
import dev.seep.evidence.watch.Silence;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestartTest {

  private static void restart(Stage stage) throws InterruptedException {
    stage.alerting.close();
    stage.alerting =
        stage.start(stage.settings(Stage.route("team", java.util.List.of(), null), Map.of()));
    stage.alerting.settle();
  }

  @Test
  void whatWasNotTakenIsSentAgainWithTheSameKeys() throws Exception {
    try (Stage stage = new Stage()) {
      for (int i = 0; i < 1_000; i++) {
        stage.team.reply(503, Map.of(), "later");
      }
      stage.tell(Incidents.leak().open());
      stage.clock.forward(WAIT);
      stage.alerting.tick(stage.clock.instant());
      eventually("it was tried twice", () -> stage.team.requests().size() >= 2);
      assertThat(stage.journal.all(Outbox.KIND)).hasSize(1);
      String id = Json.text(stage.team.requests().getFirst().json(), "id");

      stage.alerting.close();
      Hook healthy = stage.boss;
      stage.alerting =
          stage.start(
              new dev.seep.alerting.config.AlertingConfig(
                  Stage.route("team", java.util.List.of(), null),
                  java.util.List.of(
                      new dev.seep.alerting.config.Receiver(
                          "team", java.util.List.of(Stage.webhook(healthy.url())))),
                  Map.of()));
      eventually("it was sent", () -> !healthy.requests().isEmpty());
      eventually("it left the journal", () -> stage.journal.all(Outbox.KIND).isEmpty());
      assertThat(told(healthy)).containsExactly("firing i-1");
      assertThat(Json.text(healthy.requests().getFirst().json(), "id")).isEqualTo(id);
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      assertThat(told(healthy)).containsExactly("firing i-1");
      assertThat(stage.alerting.log(5)).extracting(AlertEntry::outcome).containsExactly("sent");
    }
  }

  @Test
  void nobodyIsToldTwiceAndRemindersAndEndsGoOn() throws Exception {
    try (Stage stage = new Stage()) {
      stage.tell(Incidents.leak("a").open(), Incidents.leak("b").open());
      stage.after(WAIT);
      restart(stage);
      stage.tell(Incidents.leak("a").open(), Incidents.leak("b").resolved());
      stage.after(INTERVAL);
      stage.after(REPEAT);
      assertThat(told(stage.team))
          .containsExactly("firing a", "firing b", "resolved b", "reminder a");
    }
  }

  @Test
  void anEndThatWasNotToldYetIsToldAfterwards() throws Exception {
    try (Stage stage = new Stage()) {
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      stage.tell(Incidents.leak().resolved());
      restart(stage);
      stage.after(INTERVAL);
      assertThat(told(stage.team)).containsExactly("firing i-1", "resolved i-1");
      assertThat(stage.journal.all(Desk.KIND)).isEmpty();
    }
  }

  @Test
  void silencesAcknowledgementsAndTheLogSurvive() throws Exception {
    try (Stage stage = new Stage()) {
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      stage.alerting.acknowledge("i-1", "ada");
      stage.alerting.silence(
          new Silence(
              "s1",
              Map.of("workload", "*"),
              stage.clock.instant(),
              stage.clock.instant().plus(REPEAT),
              "ada",
              "why"));
      restart(stage);
      stage.tell(Incidents.leak().open());
      stage.after(REPEAT);
      assertThat(told(stage.team)).containsExactly("firing i-1");
      assertThat(stage.alerting.log(5)).hasSize(1);
    }
  }

  @Test
  void aJournalThatFailsKeepsNobodyFromBeingTold() throws Exception {
    try (Stage stage = new Stage()) {
      stage.journal.breakDown();
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      assertThat(told(stage.team)).containsExactly("firing i-1");
      assertThat(stage.alerting.health().journalError()).contains("disk full");
      assertThat(stage.alerting.health().journalFailures()).isPositive();
      stage.journal.mend();
      stage.after(REPEAT);
      assertThat(told(stage.team)).containsExactly("firing i-1", "reminder i-1");
      assertThat(stage.alerting.health().journalError()).isEmpty();
    }
  }

  @Test
  void damagedEntriesAreToldAndPassedOver() throws Exception {
    try (Stage stage = new Stage()) {
      stage.journal.put(Outbox.KIND, "x", "{\"channel\":");
      stage.journal.put(Desk.KIND, "y", "[]");
      stage.journal.put(AlertLog.KIND, "z", "{}");
      restart(stage);
      stage.tell(Incidents.leak().open());
      stage.after(WAIT);
      assertThat(told(stage.team)).containsExactly("firing i-1");
      assertThat(stage.alerting.health().journalFailures()).isGreaterThanOrEqualTo(3);
    }
  }
}
