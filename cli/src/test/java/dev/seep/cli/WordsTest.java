package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What people type: spans of time and patterns; and what their environment says.
final class WordsTest {

  @ParameterizedTest
  @CsvSource({"90s,90", "2m,120", "1h30m,5400", "45,45", "1d,86400", "2min,120"})
  void spans_of_time_add_up(String typed, long seconds) {
    assertThat(new Durations().convert(typed)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "0s", "s", "-1s", "1.5h", "2 m", "3w", "9999999999s", "400d", "١s"})
  void anything_else_is_refused(String typed) {
    assertThatThrownBy(() -> new Durations().convert(typed)).hasMessageContaining("span of time");
  }

  @ParameterizedTest
  @CsvSource({
    "*,anything,true",
    "a*c,abc,true",
    "a*c,abd,false",
    "a?c,abc,true",
    "[a-c]x,bx,true",
    "[!a-c]x,bx,false",
    "[]]x,]x,true",
    "[abc,[abc,true",
    "*a*a*a*b,aaaaaaaaaaaaaaaaaaaa,false",
    "java,java8,false",
    "**,x,true",
    "?,'',false"
  })
  void globs_match_whole_names(String pattern, String name, boolean matches) {
    assertThat(Glob.matches(pattern, name)).isEqualTo(matches);
  }

  @Test
  void the_first_locale_variable_that_is_set_decides_on_unicode() {
    assertThat(Terminal.of(Map.of("LANG", "de_DE.UTF-8")).unicode()).isTrue();
    assertThat(Terminal.of(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C")).unicode()).isFalse();
    assertThat(Terminal.of(Map.of()).unicode()).isFalse();
  }

  @Test
  void no_color_and_dumb_terminals_refuse_colours() {
    assertThat(Terminal.of(Map.of("TERM", "xterm")).colourWanted()).isTrue();
    assertThat(Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", "1")).colourWanted()).isFalse();
    assertThat(Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", "")).colourWanted()).isTrue();
    assertThat(Terminal.of(Map.of("TERM", "dumb")).colourWanted()).isFalse();
  }

  @Test
  void the_environment_may_set_the_width() {
    assertThat(Terminal.of(Map.of("COLUMNS", "72")).columns()).isEqualTo(72);
  }
}
