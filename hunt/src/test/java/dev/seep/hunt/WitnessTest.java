package dev.seep.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Birth;
import dev.seep.evidence.Condition;
import dev.seep.evidence.EndedLife;
import dev.seep.evidence.Life;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Trail;
import dev.seep.tracing.TraceLook.ProcessTrace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WitnessTest {
  private static final Population PEER = new Population("tcp", "127.0.0.1:1965", false);

  private final Witness witness = new Witness();

  @Test
  void everyLifeThatEndedIsToldOnce() {
    assertThat(look(100, 110, Map.of(7, trail(50)), List.of())).isEmpty();
    List<Life> ended = List.of(life(7, 50, 150, "close"), life(8, 120, 190, "close"));
    assertThat(look(200, 210, Map.of(), ended))
        .containsExactly(new EndedLife(PEER, 3, 100e-9, 1), new EndedLife(PEER, 3, 70e-9, 1));
    assertThat(look(300, 310, Map.of(), List.of())).isEmpty();
  }

  @Test
  void theEndOfTheProcessIsNoClosing() {
    List<Life> ended = List.of(life(7, 120, 190, "exit"), life(8, 120, 190, "execve"));
    assertThat(look(200, 210, Map.of(), ended)).isEmpty();
    assertThat(witness.testimony(Map.of(), 220).lives()).isEmpty();
  }

  @Test
  void ofWhatWasOpenBeforeTheTracerCameTheLooksTell() {
    assertThat(look(200, 210, Map.of(), List.of(life(7, 0, 190, "close")))).isEmpty();
  }

  @Test
  void aNumberThatWasReopenedAfterTheLookKeepsTheTrailThatTheLookSaw() {
    look(100, 110, Map.of(7, trail(50)), List.of());
    look(200, 210, Map.of(7, trail(215)), List.of());
    assertThat(witness.trail(7)).isEqualTo(trail(50));
    look(300, 310, Map.of(7, trail(215)), List.of());
    assertThat(witness.trail(7)).isEqualTo(trail(215));
  }

  @Test
  void aNumberThatWasClosedAfterTheLookKeepsItsTrailForThatLook() {
    look(100, 110, Map.of(7, trail(50)), List.of());
    look(200, 210, Map.of(), List.of());
    assertThat(witness.trail(7)).isEqualTo(trail(50));
    look(300, 310, Map.of(), List.of());
    assertThat(witness.trail(7)).isNull();
  }

  @Test
  void theSampleOfLivesIsBounded() {
    for (int i = 0; i < 10_000; i++) {
      look(100 + i, 100 + i, Map.of(), List.of(life(7, 20, 30, "close")));
    }
    witness.saw(sighting(50, PEER), trail(50));
    Testimony testimony = witness.testimony(Map.of(), 11_000);
    assertThat(testimony.lives()).hasSize(4_096);
    assertThat(testimony.survivors()).hasSize(1);
  }

  @Test
  void aLifeIsWhatTheLooksFoundOfThoseThatWereOpenedByTheSameStack() {
    Population folder = new Population("directory", "/srv/queue", false);
    witness.saw(sighting(50, folder), trail(50, new Population("file", "", false), 3));
    List<Life> ended =
        List.of(
            life(new Population("file", "", false), 3), life(new Population("file", "", false), 4));
    assertThat(look(200, 210, Map.of(), ended))
        .extracting(each -> each.population().kind())
        .containsExactly("directory", "file");
  }

  @Test
  void aLifeIsWhatTheLooksFoundAtPathsOfItsFamily() {
    witness.saw(sighting(0, new Population("directory", "/srv/tenant-*", false)));
    List<Life> ended =
        List.of(
            life(new Population("file", "/srv/tenant-17", false), 0),
            life(new Population("file", "/srv/list", false), 0));
    assertThat(look(200, 210, Map.of(), ended))
        .extracting(EndedLife::population)
        .containsExactly(
            new Population("directory", "/srv/tenant-*", false),
            new Population("file", "/srv/list", false));
    assertThat(witness.testimony(Map.of(), 220).lives())
        .extracting(each -> each.trail().birth().population().kind())
        .containsExactly("directory", "file");
  }

  @Test
  void whereTheLooksDisagreeTheCallIsBelieved() {
    Population told = new Population("file", "", false);
    witness.saw(sighting(50, new Population("directory", "/a", false)), trail(50, told, 3));
    witness.saw(sighting(60, new Population("device", "/b", false)), trail(60, told, 3));
    assertThat(look(200, 210, Map.of(), List.of(life(told, 3))))
        .containsExactly(new EndedLife(told, 3, 70e-9, 1));
  }

  @Test
  void whatNoCallToldOfTheLooksTellWhole() {
    Population nothing = new Population("", "", true);
    Population accepted = new Population("tcp", "*:8080", true);
    witness.saw(sighting(50, accepted), trail(50, nothing, 3));
    assertThat(witness.testimony(Map.of(), 220).survivors().values())
        .extracting(each -> each.birth().population())
        .containsExactly(accepted);
    assertThat(look(200, 210, Map.of(), List.of(life(nothing, 3))))
        .containsExactly(new EndedLife(accepted, 3, 70e-9, 1));
  }

  @Test
  void aSocketThatWasNeverConnectedKeepsThatOfItself() {
    Population unconnected = new Population("tcp", "", false);
    witness.saw(sighting(50, PEER), trail(50, unconnected, 3));
    assertThat(look(200, 210, Map.of(), List.of(life(unconnected, 3))))
        .containsExactly(new EndedLife(unconnected, 3, 70e-9, 1));
  }

  @Test
  void aThreadThatEndedIsOfTheFamilyOfThoseThatLive() {
    witness.names().learn("pool-1-thread-1");
    List<Life> ended = List.of(life(new Population("thread", "pool-123-thread", false), 3));
    assertThat(look(200, 210, Map.of(), ended))
        .extracting(each -> each.population().place())
        .containsExactly("pool-*-thread-*");
  }

  private static Sighting sighting(long bornAt, Population population) {
    OpenFileKey key = new OpenFileKey(7, 0, 1, bornAt);
    return new Sighting(key, population, Condition.OPEN, Double.NaN, Double.NaN, 3);
  }

  private static Life life(Population told, int site) {
    return new Life(9, trail(120, told, site), 190, "close", 1, 1);
  }

  private static Trail trail(long bornAt, Population told, int site) {
    return new Trail(new Birth("open", bornAt, 1, told, site), null, 0, 0, 0);
  }

  private List<EndedLife> look(long from, long to, Map<Integer, Trail> live, List<Life> ended) {
    witness.take(from, to, new ProcessTrace(live, Map.of(), ended));
    return witness.ended();
  }

  private static Life life(int descriptor, long bornAt, long endedAt, String by) {
    return new Life(descriptor, trail(bornAt), endedAt, by, 1, 1);
  }

  private static Trail trail(long bornAt) {
    return new Trail(new Birth("socket", bornAt, 1, PEER, 3), null, 0, 0, 0);
  }
}
