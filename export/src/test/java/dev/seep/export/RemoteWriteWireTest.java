package dev.seep.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.KernelText;
import dev.seep.evidence.watch.Metric;
import dev.seep.export.WriteRequest.Series;
import dev.seep.export.config.Authorization;
import dev.seep.export.config.ExportSettings;
import dev.seep.export.config.Queue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemoteWriteWireTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.250Z");
  private static final URI URL = URI.create("http://127.0.0.1:9090/api/v1/write");

  private final RemoteWriteWire wire = new RemoteWriteWire(ExportSettings.RemoteWrite.to(URL));

  private static Metric gauge(String name, double value, String... labels) {
    return Metric.of(Metric.Type.GAUGE, name, "Help.", value, labels);
  }

  private static List<Series> decoded(List<Batch> batches) {
    List<Series> all = new ArrayList<>();
    batches.forEach(batch -> all.addAll(WriteRequest.decode(batch.body())));
    return all;
  }

  @Test
  void aFigureArrivesWithItsNameLabelsValueAndTime() {
    List<Series> sent =
        decoded(wire.encode(AT, List.of(gauge("open", 812.5, "workload", "unit:a", "Big", "1"))));
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().labels())
        .containsExactly(
            Map.entry("Big", "1"), Map.entry("__name__", "open"), Map.entry("workload", "unit:a"));
    assertThat(sent.getFirst().value()).isEqualTo(812.5);
    assertThat(sent.getFirst().millis()).isEqualTo(AT.toEpochMilli());
  }

  @Test
  void notANumberIsPrometheusOrdinaryOneAndInfinityItself() {
    List<Series> sent =
        decoded(
            wire.encode(AT, List.of(gauge("a", Double.NaN), gauge("b", Double.NEGATIVE_INFINITY))));
    assertThat(sent.get(0).bits()).isEqualTo(0x7ff8000000000001L);
    assertThat(sent.get(1).value()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aSeriesThatIsGoneIsMarkedStaleOnce() {
    wire.encode(AT, List.of(gauge("a", 1), gauge("b", 1)));
    List<Series> second = decoded(wire.encode(AT.plusSeconds(15), List.of(gauge("a", 1))));
    assertThat(second).hasSize(2);
    assertThat(second.get(1).labels()).containsEntry("__name__", "b");
    assertThat(second.get(1).bits()).isEqualTo(RemoteWriteWire.STALE);
    assertThat(decoded(wire.encode(AT.plusSeconds(30), List.of(gauge("a", 1))))).hasSize(1);
  }

  @Test
  void emptyLabelsAreLeftOutAndOfTwoThatReadAlikeOneIsSent() {
    List<Series> sent = decoded(wire.encode(AT, List.of(gauge("a", 1, "peer", ""), gauge("a", 2))));
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().labels()).containsOnlyKeys("__name__");
    assertThat(sent.getFirst().value()).isEqualTo(1);
  }

  @Test
  void hostileNamesArriveAsHarmlessUtf8() {
    String broken = KernelText.decode(new byte[] {'x', (byte) 0xc3, '\n', 0x1b, '[', '2', 'J'});
    Series sent =
        decoded(wire.encode(AT, List.of(gauge("a", 1, "process", broken, "9-x", "\ud800"))))
            .getFirst();
    assertThat(sent.labels()).containsEntry("process", "x\\xc3\\n\\x1b[2J").containsKey("__x");
  }

  @Test
  void aLabelCannotRenameTheMetricAndExternalOnesGiveWay() {
    var settings =
        new ExportSettings.RemoteWrite(
            URL,
            Map.of(),
            new Authorization.None(),
            Map.of("instance", "web-1", "workload", "never"),
            Duration.ofSeconds(15),
            Queue.DEFAULT);
    Series sent =
        decoded(
                new RemoteWriteWire(settings)
                    .encode(AT, List.of(gauge("a", 1, "__name__", "evil", "workload", "unit:a"))))
            .getFirst();
    assertThat(sent.labels())
        .containsEntry("__name__", "a")
        .containsEntry("instance", "web-1")
        .containsEntry("workload", "unit:a");
  }

  @Test
  void aLookIsCutIntoRequestsOfTheWantedSize() {
    List<Metric> many = new ArrayList<>();
    for (int i = 0; i < 4_500; i++) {
      many.add(gauge("open", i, "process", "p" + i));
    }
    List<Batch> batches = wire.encode(AT, many);
    assertThat(batches).extracting(Batch::samples).containsExactly(2_000, 2_000, 500);
    assertThat(decoded(batches)).extracting(Series::value).startsWith(0.0, 1.0).endsWith(4499.0);
    // A third of the heap would not hold them uncompressed for long.
    assertThat(batches.getFirst().body().length).isLessThan(2_000 * 40);
  }

  @Test
  void onlyServerErrorsAndTooManyRequestsAreTriedAgain() {
    assertThat(List.of(500, 502, 503, 599, 429)).allMatch(wire::isRetryable);
    assertThat(List.of(301, 400, 401, 404, 413)).noneMatch(wire::isRetryable);
  }
}
