package dev.seep.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void aForecastTurnsAnIntervalOfRatesIntoAnIntervalOfTimes() {
    Forecast forecast = Forecast.of(600, new Rate(60, 30, 120));
    assertThat(forecast).isEqualTo(new Forecast(600, 300, 1200));
  }

  @Test
  void whatDoesNotGrowNeverReachesItsLimit() {
    assertThat(Forecast.of(600, Rate.NONE).isNever()).isTrue();
    assertThat(Forecast.of(600, new Rate(1, 0, 2)).highSeconds())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void endpointsAreWrittenAsPeopleWriteThem() {
    assertThat(new Endpoint("127.0.0.1", 1965)).hasToString("127.0.0.1:1965");
    assertThat(new Endpoint("::1", 443)).hasToString("[::1]:443");
    assertThat(new Endpoint("", 80)).hasToString("*:80");
    assertThat(new Endpoint("127.8.0.1", 1).isLoopback()).isTrue();
    assertThat(new Endpoint("10.0.0.1", 1).isLoopback()).isFalse();
  }

  @Test
  void openFlagsNameTheAccessModeFirst() {
    assertThat(new OpenFlags(02002001).names())
        .containsExactly("O_WRONLY", "O_APPEND", "O_CLOEXEC");
    assertThat(OpenFlags.UNKNOWN.names()).isEmpty();
    assertThat(OpenFlags.UNKNOWN.closeOnExec()).isFalse();
  }

  @Test
  void whatAReportHoldsCannotBeChangedBehindItsBack() {
    List<Blind> blind = new ArrayList<>();
    LimitReport report =
        new LimitReport(
            new ProcessFacts(
                new ProcessIdentity(7, 9),
                1,
                "x",
                List.of("x"),
                0,
                java.time.Instant.EPOCH,
                'S',
                1),
            List.of(),
            blind);
    blind.add(new Blind("a", "b", "c"));
    assertThat(report.blind()).isEmpty();
  }

  @Test
  void aProcessHasAPositiveNumber() {
    assertThatThrownBy(() -> new ProcessIdentity(0, 1)).hasMessageContaining("got 0");
  }

  @Test
  void idlenessIsTheShorterSilence() {
    assertThat(new TcpActivity(500, 90, 0, 0, 3).idleMillis()).isEqualTo(90);
    assertThat(new TcpActivity(-1, 90, 0, 0, 3).idleMillis()).isEqualTo(90);
    assertThat(new TcpActivity(-1, -1, 0, 0, 3).idleMillis()).isEqualTo(-1);
  }
}
