package dev.seep.detector;

import static dev.seep.detector.Story.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Sighting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static Sighting sighting(int number, long inode, Population where, Condition condition) {
    return new Sighting(
        new OpenFileKey(number, 8, inode, 0), where, condition, Double.NaN, Double.NaN);
  }

  private static Ledger ledger(List<List<Sighting>> looks) {
    Ledger ledger = new Ledger();
    for (int i = 0; i < looks.size(); i++) {
      ledger.add(new Sample(i, looks.get(i), -1, -1));
    }
    return ledger;
  }

  @Test
  void aNumberThatIsReusedForAnotherFileIsOneCloseAndOneOpen() {
    Ledger ledger =
        ledger(
            List.of(
                List.of(sighting(7, 100, tcp("10.0.0.1:80"), Condition.ACTIVE)),
                List.of(sighting(7, 101, tcp("10.0.0.1:80"), Condition.ACTIVE))));
    assertThat(ledger.opened()).isEqualTo(1);
    assertThat(ledger.closed()).isEqualTo(1);
  }

  @Test
  void aSocketThatConnectsIsKnownByItsPeerFromThenOn() {
    Ledger ledger =
        ledger(
            List.of(
                List.of(sighting(7, 100, tcp(""), Condition.NEVER_CONNECTED)),
                List.of(sighting(7, 100, tcp("10.0.0.1:80"), Condition.ACTIVE))));
    assertThat(ledger.members())
        .singleElement()
        .satisfies(member -> assertThat(member.population.place()).isEqualTo("10.0.0.1:80"));
    assertThat(ledger.opened()).isZero();
  }

  @Test
  void aDeadSocketIsRememberedByThePeerItHad() {
    Ledger ledger =
        ledger(
            List.of(
                List.of(sighting(7, 100, tcp("10.0.0.1:80"), Condition.ACTIVE)),
                List.of(sighting(7, 100, tcp(""), Condition.DEAD))));
    assertThat(ledger.members())
        .singleElement()
        .satisfies(member -> {
          assertThat(member.population.place()).isEqualTo("10.0.0.1:80");
          assertThat(member.enteredAt).isEqualTo(1);
        });
  }

  @Test
  void aLongWatchOfManyPlacesKeepsItsMemoryBounded() {
    Ledger ledger = new Ledger();
    for (int look = 0; look < 40; look++) {
      List<Sighting> sightings = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        int which = look * 500 + i;
        String peer = "10." + which / 60_000 + "." + which / 250 % 250 + "." + which % 250 + ":80";
        sightings.add(sighting(i, which, tcp(peer), Condition.ACTIVE));
      }
      ledger.add(new Sample(look * 100.0, sightings, -1, -1));
    }
    assertThat(ledger.opened()).isEqualTo(39 * 500);
    assertThat(ledger.cells()).hasSizeLessThanOrEqualTo(Ledger.MOST_CELLS + 1);
    assertThat(ledger.cells().stream().mapToInt(cell -> cell.members.size()).sum()).isEqualTo(500);
    assertThat(ledger.seconds() / ledger.epochSeconds()).isLessThan(Epochs.MOST);
  }

  @Test
  void aHundredThousandDescriptorsAreFollowed() {
    HuntDetector detector = new HuntDetector();
    for (int look = 0; look < 40; look++) {
      List<Sighting> sightings = new ArrayList<>();
      for (int i = 0; i < 100_000 + look; i++) {
        sightings.add(sighting(i, i, tcp("10.0.0." + i % 200 + ":80"), Condition.DEAD));
      }
      detector.add(new Sample(look, sightings, -1, -1));
    }
    assertThat(detector.opened()).isEqualTo(39);
    assertThat(detector.assess())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.verdict().slug()).isEqualTo("leak");
          assertThat(each.backlog()).isEqualTo(100_000);
          assertThat(each.gained()).isEqualTo(39);
          assertThat(each.population().place()).isEqualTo("*:80");
        });
  }
}
