package dev.seep.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.cli.top.Key.Kind;
import dev.seep.cli.top.TopState.View;
import dev.seep.cli.top.TopState.Wish;
import dev.seep.evidence.Blind;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.WatchedProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the keys of `seep top` do.
final class TopStateTest {
  private final TopState state = new TopState(SortKey.STANDING, "", "");

  TopStateTest() {
    state.take(Rows.look(Rows.machine()));
  }

  private Wish press(String keys) {
    Wish last = Wish.NOTHING;
    for (int i = 0; i < keys.length(); i++) {
      last = state.press(Key.of(keys.charAt(i)));
    }
    return last;
  }

  private List<Integer> shown() {
    return Rows.pids(state.rows());
  }

  @ParameterizedTest
  @CsvSource({
    "s,80", "l,4711", "o,4711", "g,4711", "t,4711", "m,4711", "n,80", "p,66", "u,4711", "oo,66",
    "or,66", "ss,4711"
  })
  void aLetterSortsByItsColumnAndTwiceTheOtherWayRound(String keys, int first) {
    press(keys);
    assertThat(shown().getFirst()).isEqualTo(first);
    assertThat(shown()).hasSize(3);
  }

  @Test
  void aFilterAppliesWhileItIsTypedAndEscapeUndoesIt() {
    press("/CRAW");
    assertThat(state.view()).isEqualTo(View.FILTER);
    assertThat(shown()).containsExactly(4711);
    state.press(Key.of(Kind.BACKSPACE));
    assertThat(state.filter()).isEqualTo("CRA");
    state.press(Key.of(Kind.ESCAPE));
    assertThat(state.view()).isEqualTo(View.TABLE);
    assertThat(shown()).hasSize(3);
  }

  @Test
  void aFilterThatIsKeptIsForgottenByEscapeAndTheNextEscapeQuits() {
    press("/nginx.service");
    state.press(Key.of(Kind.ENTER));
    assertThat(shown()).containsExactly(80);
    assertThat(state.press(Key.of(Kind.ESCAPE))).isEqualTo(Wish.NOTHING);
    assertThat(shown()).hasSize(3);
    assertThat(state.press(Key.of(Kind.ESCAPE))).isEqualTo(Wish.QUIT);
  }

  @Test
  void theChoiceStaysWithItsProcessWhenRowsChangePlaces() {
    state.press(Key.of(Kind.DOWN));
    int chosen = state.chosen().orElseThrow().process().pid();
    press("p");
    assertThat(state.chosen().orElseThrow().process().pid()).isEqualTo(chosen);
    List<WatchedProcess> gone = new ArrayList<>(Rows.machine());
    gone.removeIf(row -> row.process().pid() == chosen);
    state.take(Rows.look(gone));
    assertThat(state.chosen().orElseThrow().process().pid()).isEqualTo(shown().getFirst());
  }

  @Test
  void movingBeyondTheEndsStaysAtThem() {
    state.firstOf(10);
    state.press(Key.of(Kind.PAGE_DOWN));
    assertThat(state.place()).isEqualTo(2);
    state.press(Key.of(Kind.PAGE_UP));
    assertThat(state.place()).isZero();
    state.press(Key.of(Kind.UP));
    assertThat(state.place()).isZero();
    state.press(Key.of(Kind.END));
    assertThat(state.firstOf(2)).isEqualTo(1);
  }

  @Test
  void enterOpensAProcessAndItStaysOpenWhenItIsGone() {
    assertThat(state.press(Key.of(Kind.ENTER))).isEqualTo(Wish.OPEN);
    assertThat(press("h")).isEqualTo(Wish.HUNT);
    state.take(Rows.look(List.of()));
    assertThat(state.chosen().orElseThrow().process().pid()).isEqualTo(4711);
    assertThat(state.press(Key.of(Kind.ESCAPE))).isEqualTo(Wish.CLOSE);
    assertThat(state.chosen()).isEmpty();
  }

  @Test
  void aLookThatSawNothingKeepsWhatIsThere() {
    state.take(TopLook.unseen(Rows.NOW, new Blind("the watch", "nobody listens", "")));
    assertThat(shown()).hasSize(3);
  }

  @Test
  void helpComesAndGoesAndQuittingWorksEverywhere() {
    press("?");
    assertThat(state.view()).isEqualTo(View.HELP);
    press("x");
    assertThat(state.view()).isEqualTo(View.TABLE);
    assertThat(press("?q")).isEqualTo(Wish.QUIT);
    assertThat(state.press(Key.of(Kind.INTERRUPT))).isEqualTo(Wish.QUIT);
    assertThat(state.press(Key.of(Kind.SUSPEND))).isEqualTo(Wish.SUSPEND);
  }

  @Test
  void onlyProcessesOfTheUserAreShownByNameOrNumber() {
    for (String user : new String[] {"www-data", "33"}) {
      TopState one = new TopState(SortKey.PID, "", user);
      one.take(Rows.look(Rows.machine()));
      assertThat(Rows.pids(one.rows())).containsExactly(80);
    }
  }

  @Test
  void everyOrderHasItsOwnLetterThatNoOtherKeyHas() {
    assertThat(SortKey.values()).extracting(SortKey::letter).doesNotHaveDuplicates();
    for (SortKey key : SortKey.values()) {
      assertThat("qrhjk?/ ".indexOf(key.letter())).as(key.word()).isNegative();
      assertThat(SortKey.ofWord(key.word())).contains(key);
    }
    assertThat(Standing.values()).hasSize(6);
  }
}
