package dev.seep.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.DescriptorLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0", "999|999", "1000|1,000", "-1234|-1,234", "-999|-999", "1234567|1,234,567"})
  void thousands_are_grouped(long value, String shown) {
    assertThat(Figures.grouped(value)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0.04,0.0s",
    "9.94,9.9s",
    "9.96,10s",
    "59.4,59s",
    "59.6,1m00s",
    "125,2m05s",
    "3599,59m59s",
    "3600,1h00m",
    "11520,3h12m",
    "86400,1d00h",
    "-1,?",
    "NaN,?",
    "Infinity,?"
  })
  void spans_keep_two_units(double seconds, String shown) {
    assertThat(Figures.span(seconds)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "1023,1023 B",
    "1024,1.0 KiB",
    "25270682,24.1 MiB",
    "536870912,512 MiB",
    "-1,?"
  })
  void bytes_have_a_binary_unit(long bytes, String shown) {
    assertThat(Figures.bytes(bytes).replace(",", "")).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0%",
    "0.0001,<0.1%",
    "0.0005,0.1%",
    "0.003,0.3%",
    "0.0994,9.9%",
    "0.0996,10%",
    "0.79,79%",
    "1.5,150%",
    "-1,?"
  })
  void shares_become_percent(double share, String shown) {
    assertThat(Figures.percent(share)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"1e-12,p < 1e-9", "0.00012,p < 1e-3", "0.0001,p < 1e-4", "0.05,p = 0.050", "NaN,''"})
  void chances_are_rounded_up(double p, String shown) {
    assertThat(Figures.probability(p)).isEqualTo(shown);
  }

  @Test
  void a_limit_that_is_none_and_one_not_read_are_told_apart() {
    assertThat(Figures.limit(DescriptorLimits.UNLIMITED)).isEqualTo("no limit");
    assertThat(Figures.limit(-1)).isEqualTo("?");
  }

  @Test
  void decimals_round_and_keep_their_zeros() {
    assertThat(Figures.decimal(1.05, 2)).isEqualTo("1.05");
    assertThat(Figures.decimal(-0.001, 2)).isEqualTo("0.00");
    assertThat(Figures.decimal(1999.999, 1)).isEqualTo("2,000.0");
    assertThat(Figures.decimal(Double.NaN, 1)).isEqualTo("?");
  }
}
