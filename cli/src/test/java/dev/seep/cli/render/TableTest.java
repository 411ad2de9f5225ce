package dev.seep.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.cli.render.Table.Cell;
import dev.seep.cli.render.Table.Column;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TableTest {
  private static final String WORDS = "ab 日本é👍ﾊ한x\u0301";

  @Test
  void wide_characters_take_two_columns_and_combining_marks_none() {
    assertThat(DisplayWidth.of("abc")).isEqualTo(3);
    assertThat(DisplayWidth.of("日本語")).isEqualTo(6);
    assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
    assertThat(DisplayWidth.of("👍")).isEqualTo(2);
  }

  @Test
  void truncation_counts_columns_and_cuts_no_character_in_half() {
    assertThat(DisplayWidth.truncate("日本語です", 6, "…")).isEqualTo("日本…");
    assertThat(DisplayWidth.truncate("👍👍👍", 4, "…")).isEqualTo("👍…");
    assertThat(DisplayWidth.truncate("abc", 3, "…")).isEqualTo("abc");
    assertThat(DisplayWidth.truncate("abcd", 1, "..")).isEqualTo(".");
  }

  @Test
  void bars_fill_by_eighths() {
    assertThat(Glyphs.UNICODE.bar(0, 4)).isEqualTo("    ");
    assertThat(Glyphs.UNICODE.bar(0.5, 4)).isEqualTo("██  ");
    assertThat(Glyphs.UNICODE.bar(0.53, 4)).isEqualTo("██▏ ");
    assertThat(Glyphs.UNICODE.bar(7, 4)).isEqualTo("████");
    assertThat(Glyphs.UNICODE.bar(-1, 4)).isEqualTo("    ");
    assertThat(Glyphs.ASCII.bar(0.5, 4)).isEqualTo("##..");
  }

  /// Whatever the texts and however narrow the terminal: no line is wider than it.
  @Test
  void no_line_is_wider_than_the_terminal() {
    long seed = 20_260_304;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      Table table =
          new Table(
              List.of(
                  Column.right("A"),
                  Column.left("B").sparable(1 + random.nextInt(3)).atMost(12),
                  Column.right("C").sparable(1),
                  Column.left("D")));
      for (int row = 0; row < 3; row++) {
        table.row(
            Cell.of("1234"),
            Cell.of(words(random, 20)),
            Cell.of(words(random, 9)),
            new Cell(words(random, 60), Style.PLAIN));
      }
      int width = 20 + random.nextInt(60);
      Canvas canvas = new Canvas(false, Glyphs.UNICODE, width);
      table.drawOn(canvas, 2);
      assertThat(canvas.toString().lines())
          .as("seed %d, round %d", seed, round)
          .hasSize(4)
          .allMatch(line -> DisplayWidth.of(line) <= width);
    }
  }

  private static String words(Random random, int longest) {
    int[] points = WORDS.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  @Test
  void wrapped_words_keep_to_their_indent() {
    Canvas canvas = new Canvas(false, Glyphs.UNICODE, 30);
    canvas.put("so   ").wrapped(5, "the path that abandons a connect must close it");
    assertThat(canvas.toString())
        .isEqualTo(
            """
            so   the path that abandons a
                 connect must close it
            """);
  }
}
