package dev.seep.cli.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows of RFC 4180, however the reads cut them.
final class CsvRowsTest {

  private static List<List<String>> rows(String text, int buffer)
      throws IOException, BadRowException {
    CsvRows rows =
        new CsvRows(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), buffer);
    List<List<String>> all = new ArrayList<>();
    while (rows.next()) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < rows.fields(); i++) {
        int length = rows.end(i) - rows.start(i);
        fields.add(new String(rows.buffer(), rows.start(i), length, StandardCharsets.UTF_8));
      }
      all.add(fields);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 7, 16, 1 << 16})
  void quotes_doubled_quotes_line_breaks_and_commas_are_read_through_any_buffer(int buffer)
      throws Exception {
    String text = "1,a,b\r\n\n2,\"x \"\"y\"\", z\",\"l1\nl2\"\n3,\"\",q\"r\n4,é,";
    assertThat(rows(text, buffer))
        .containsExactly(
            List.of("1", "a", "b"),
            List.of("2", "x \"y\", z", "l1\nl2"),
            List.of("3", "", "q\"r"),
            List.of("4", "é", ""));
  }

  @Test
  void a_mark_of_byte_order_is_no_part_of_the_first_field() throws Exception {
    assertThat(rows("\uFEFFseconds,x\n", 1024)).containsExactly(List.of("seconds", "x"));
    assertThat(rows("", 1024)).isEmpty();
  }

  @Test
  void lines_are_counted_through_quoted_line_breaks() throws Exception {
    CsvRows rows =
        new CsvRows(new ByteArrayInputStream("\"a\nb\",1\nc,2".getBytes(StandardCharsets.UTF_8)));
    assertThat(rows.next()).isTrue();
    assertThat(rows.line()).isEqualTo(1);
    assertThat(rows.isWhole()).isTrue();
    assertThat(rows.next()).isTrue();
    assertThat(rows.line()).isEqualTo(3);
    assertThat(rows.isWhole()).isFalse();
    assertThat(rows.next()).isFalse();
  }

  @Test
  void a_row_without_end_is_refused_before_it_fills_the_memory() {
    String text = "1,\"" + "x".repeat(5 << 20);
    assertThatThrownBy(() -> rows(text, 1024))
        .isInstanceOf(BadRowException.class)
        .hasMessageContaining("does not end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "12.5", "1699999999.123", "1e3", "-4", ".5", "7.", "123456789012345678"})
  void numbers_are_those_of_the_java_library(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Numbers.decimal(bytes, 0, bytes.length)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "1.2.3", "NaN", "Infinity", "0x10", "1f", "1,5", "١"})
  void what_is_no_number_is_none(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Numbers.decimal(bytes, 0, bytes.length)).isNaN();
    assertThat(Numbers.whole(bytes, 0, bytes.length)).isEqualTo(Numbers.NONE);
  }
}
