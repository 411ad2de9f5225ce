package dev.seep.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Birth;
import dev.seep.evidence.EndedLife;
import dev.seep.evidence.Life;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
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
    witness.survivor(new OpenFileKey(7, 0, 1, 50), trail(50));
    Testimony testimony = witness.testimony(Map.of(), 11_000);
    assertThat(testimony.lives()).hasSize(4_096);
    assertThat(testimony.survivors()).hasSize(1);
  }

  private List<EndedLife> look(long from, long to, Map<Integer, Trail> live, List<Life> ended) {
    return witness.take(from, to, new ProcessTrace(live, Map.of(), ended));
  }

  private static Life life(int descriptor, long bornAt, long endedAt, String by) {
    return new Life(descriptor, trail(bornAt), endedAt, by, 1, 1);
  }

  private static Trail trail(long bornAt) {
    return new Trail(new Birth("socket", bornAt, 1, PEER, 3), null, 0, 0, 0);
  }
}
