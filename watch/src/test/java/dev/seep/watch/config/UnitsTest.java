package dev.seep.watch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Spans, sizes, addresses and patterns.
final class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "30s, 30000, 30s",
    "5m, 300000, 5m",
    "1h30m, 5400000, 1h30m",
    "7d, 604800000, 7d",
    "1w, 604800000, 7d",
    "1y, 31536000000, 365d",
    "90m, 5400000, 1h30m",
    "1d2h3m4s5ms, 93784005, 1d2h3m4s5ms",
    "0s, 0, 0s"
  })
  void a_span_is_read_as_prometheus_reads_it(String text, long millis, String again) {
    assertThat(Units.duration(text)).contains(Duration.ofMillis(millis));
    assertThat(Units.text(Duration.ofMillis(millis))).isEqualTo(again);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "5 s", "30m1h", "1.5h", "-5s", "5S", "1h1h", "9999999999s"})
  void other_texts_are_no_span(String text) {
    assertThat(Units.duration(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "512MiB, 536870912, 512MiB",
    "1GB, 1000000000, 1GB",
    "1GiB, 1073741824, 1GiB",
    "120MB, 120000000, 120MB",
    "1.5kB, 1500, 1500B",
    "1KB, 1000, 1KB",
    "0B, 0, 0B",
    "7 B, 7, 7B",
    "2TiB, 2199023255552, 2TiB"
  })
  void a_size_is_decimal_or_binary_as_its_unit_says(String text, long bytes, String again) {
    assertThat(Units.size(text)).contains(bytes);
    assertThat(Units.text(bytes)).isEqualTo(again);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5M", "5iB", "0.5B", "-1GB", "1e3B", "999999999999TiB", "1 G B"})
  void other_texts_are_no_size(String text) {
    assertThat(Units.size(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:7337, true",
    "127.9.8.7:0, true",
    "localhost:1, true",
    "'[::1]:7337', true",
    "0.0.0.0:7337, false",
    "'[::]:7337', false",
    "127.0.0.1.example.org:80, false",
    "example.org:80, false"
  })
  void an_address_tells_whether_only_this_machine_reaches_it(String text, boolean loopback) {
    Listen listen = Listen.parse(text).orElseThrow();
    assertThat(listen.isLoopback()).isEqualTo(loopback);
    assertThat(listen).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":80", "::1:80", "a:65536", "a:", "a b:80", "a:80:80", "http://a:80"})
  void other_texts_are_no_address(String text) {
    assertThat(Listen.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, nginx, true",
    "nginx, nginx2, false",
    "ngin*, nginx, true",
    "*, '', true",
    "unit:*.service, unit:a.b.service, true",
    "a?c, abc, true",
    "a?c, ac, false",
    "[a-c]x, bx, true",
    "[!a-c]x, bx, false",
    "[]]x, ]x, true",
    "'*a*a*a*a*a*a*b', aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false"
  })
  void a_pattern_matches_whole_names_as_shells_do(String pattern, String name, boolean matches) {
    assertThat(new Wildcard(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void the_nearest_word_is_found_and_a_far_one_is_not() {
    java.util.List<String> known = java.util.List.of("listen", "interval", "labels");
    assertThat(Nearest.of("lisen", known)).isEqualTo("listen");
    assertThat(Nearest.of("LABELS", known)).isEqualTo("labels");
    assertThat(Nearest.of("password", known)).isEmpty();
    assertThat(Nearest.of("x".repeat(100_000), known)).isEmpty();
  }
}
