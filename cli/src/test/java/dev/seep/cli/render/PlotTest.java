package dev.seep.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Graphs in characters.
final class PlotTest {

  @Test
  void dotsOfOneCharacterAddUpToItsBraillePattern() {
    Plot plot = new Plot(Glyphs.UNICODE, 2, 1);
    plot.column(0, 0, 3);
    plot.dot(3, 3);
    plot.dot(9, 0);
    plot.dot(0, -1);
    assertThat(plot.line(0, ' ')).isEqualTo("⡇⠈");
  }

  @Test
  void withoutUnicodeEachCharacterIsOneDot() {
    Plot plot = new Plot(Glyphs.ASCII, 3, 2);
    plot.column(0, 0, 1);
    plot.dot(2, 0);
    assertThat(plot.line(0, '-')).isEqualTo("*--");
    assertThat(plot.line(1, ' ')).isEqualTo("* *");
  }

  @Test
  void aSparklineSpansItsCountsAndLeavesGaps() {
    assertThat(Sparkline.of(Glyphs.UNICODE, List.of(0, 50, -1, 100), 10)).isEqualTo("▁▅ █");
    assertThat(Sparkline.of(Glyphs.ASCII, List.of(1, 2, 3, 4, 5, 60), 3)).isEqualTo("__#");
    assertThat(Sparkline.of(Glyphs.UNICODE, List.of(), 5)).isEmpty();
  }

  @Test
  void oneDescriptorMoreIsNoMountain() {
    assertThat(Sparkline.of(Glyphs.UNICODE, List.of(1000, 1001, 1000), 3)).isEqualTo("▁▁▁");
  }
}
