package dev.seep.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.cli.render.DisplayWidth;
import dev.seep.cli.render.Glyphs;
import dev.seep.evidence.Blind;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The frames of `seep top`.
final class TopScreenTest {
  private static final TopNotes NOTES = new TopNotes("the watch at http://127.0.0.1:7337", null);
  private final TopState state = new TopState(SortKey.STANDING, "", "");

  TopScreenTest() {
    state.take(Rows.look(Rows.machine()));
  }

  private List<String> frame(boolean colour, Glyphs glyphs, int columns, int rows) {
    return new TopScreen(colour, glyphs, ZoneOffset.UTC)
        .frame(state, NOTES, List.of(), columns, rows);
  }

  private static String plain(String line) {
    return line.replaceAll("\u001b\\[[0-9;]*m", "");
  }

  @Test
  void theLeakStandsFirstWithItsBarTrendRateAndTimeLeft() {
    List<String> frame =
        frame(false, Glyphs.UNICODE, 120, 12).stream().map(TopScreenTest::plain).toList();
    assertThat(frame.subList(0, 6))
        .extracting(String::stripTrailing)
        .containsExactly(
            "seep top  host1 · 3 processes · 12,345 of 99,999 open files · 05:06:07",
            "leak crawler 4711",
            "the watch at http://127.0.0.1:7337 · Seep's own: 0.4% of a processor, 59.1 MiB",
            "by who leaks, who grows",
            "     PID USER         OPEN    LIMIT USED       TREND            /MIN    LEFT STANDING▾"
                + "     RSS   THR COMMAND",
            "▌   4711 ada           812    1,024 ████   79% ▁█              +13.2  16m00s LEAK     "
                + "    4.4G     0 crawler --run");
    assertThat(frame.get(6)).contains("nginx.service · ng…");
    assertThat(frame.getLast()).contains("q: quit");
  }

  @ParameterizedTest
  @CsvSource({"120,40", "80,24", "60,14", "40,10", "24,4", "23,3", "10,2", "1,1", "300,100"})
  void everyFrameFitsItsWindow(int columns, int rows) {
    for (TopState.View view : TopState.View.values()) {
      state.press(Key.of(view == TopState.View.HELP ? '?' : 'q'));
      List<String> frame = frame(true, Glyphs.UNICODE, columns, rows);
      assertThat(frame).hasSizeLessThanOrEqualTo(rows);
      assertThat(frame)
          .allSatisfy(line ->
              assertThat(DisplayWidth.of(plain(line))).as(line).isLessThanOrEqualTo(columns));
    }
  }

  @Test
  void hostileNamesCannotLeaveTheirCell() {
    for (Glyphs glyphs : List.of(Glyphs.UNICODE, Glyphs.ASCII)) {
      for (String line : frame(false, glyphs, 120, 20)) {
        String shown = plain(line);
        assertThat(shown.chars().allMatch(c -> c >= ' ')).as(shown).isTrue();
        assertThat(glyphs.unicode() || shown.chars().allMatch(c -> c < 0x7f)).isTrue();
      }
    }
    assertThat(String.join("", frame(false, Glyphs.UNICODE, 200, 20)))
        .contains("a\\nb\\x1b[31m<b>\\xff日本");
  }

  @Test
  void withoutColoursOnlyTheChosenRowIsReversed() {
    List<String> frame = frame(false, Glyphs.UNICODE, 100, 20);
    assertThat(frame.stream().filter(line -> line.contains("\u001b"))).hasSize(1);
    assertThat(frame.stream().filter(line -> line.startsWith("\u001b[7m▌"))).hasSize(1);
  }

  @Test
  void whyThereAreNoNewerFiguresStandsInTheLastLine() {
    TopNotes notes = new TopNotes("x", new Blind("the watch", "nobody\nlistens", ""));
    List<String> frame =
        new TopScreen(false, Glyphs.UNICODE, ZoneOffset.UTC).frame(state, notes, List.of(), 80, 12);
    assertThat(frame.getLast()).isEqualTo("the watch: nobody\\nlistens");
  }

  @Test
  void onePlainScreenHasEveryRowAndNoEscape() {
    String page =
        new TopScreen(false, Glyphs.ASCII, ZoneOffset.UTC)
            .page(Rows.look(Rows.machine()), "here", SortKey.PID, "", "", 100);
    assertThat(page).doesNotContain("\u001b").contains("crawler", "nginx", "by process id");
    assertThat(page.lines()).hasSize(8);
  }
}
