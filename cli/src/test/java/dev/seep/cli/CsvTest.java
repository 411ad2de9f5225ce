package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.cli.data.Csv;
import org.junit.jupiter.api.Test;

/// Rows after RFC 4180.
final class CsvTest {

  @Test
  void commas_and_quotes_are_quoted_and_lines_end_in_crlf() {
    Csv csv = new Csv().text("plain").text("a,b").text("say \"hi\"").number(-1).count(-1).end();
    assertThat(csv.toString()).isEqualTo("plain,\"a,b\",\"say \"\"hi\"\"\",-1,\r\n");
  }

  @Test
  void line_breaks_become_escapes_so_that_a_row_is_a_line() {
    assertThat(new Csv().text("a\r\nb\tc").end().toString()).isEqualTo("a\\r\\nb\\tc\r\n");
  }

  @Test
  void what_a_spreadsheet_would_run_is_made_text() {
    Csv csv = new Csv().text("=1+1").text("+2").text("-3").text("@x").text("=a,b").end();
    assertThat(csv.toString()).isEqualTo("'=1+1,'+2,'-3,'@x,\"'=a,b\"\r\n");
  }

  @Test
  void every_row_of_every_table_has_as_many_fields_as_the_heading() {
    for (String line : new String[] {"ps --csv", "inspect 4711 --csv", "limits 4711 --csv"}) {
      var rows = new CliRun().run(line.split(" ", -1)).out().lines().toList();
      long columns = fields(rows.getFirst());
      assertThat(rows).as(line).hasSizeGreaterThan(2).allMatch(row -> fields(row) == columns);
    }
  }

  @Test
  void a_count_that_is_not_known_is_an_empty_field() {
    assertThat(new CliRun().run("ps", "--csv").out())
        .contains("\r\n812,root,,1024,4096,9000000,3,");
  }

  private static long fields(String row) {
    long fields = 1;
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      quoted ^= row.charAt(i) == '"';
      fields += row.charAt(i) == ',' && !quoted ? 1 : 0;
    }
    return fields;
  }
}
