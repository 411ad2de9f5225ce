package dev.seep.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What comes back when a watch is asked, or something else stands there.
final class DaemonClientTest {
  private final FakeWatch watch;
  private final DaemonClient client;

  DaemonClientTest() throws IOException {
    watch = new FakeWatch();
    client = new DaemonClient(watch.uri(), "s3cret");
  }

  @AfterEach
  void close() {
    client.close();
    watch.close();
  }

  private static Blind blind(Reading<?> reading) {
    return reading instanceof Reading.Unseen<?>(Blind why) ? why : new Blind("seen", "", "");
  }

  @Test
  void everyRequestCarriesTheTokenAndTheHeaderThatAPageElsewhereCannotSend() {
    watch.on("POST /api/v1/hunts", 202, "{'id':'h1'}");
    JsonTree begun = client.post("/api/v1/hunts", "{\"pid\":7}").orElse(JsonTree.missing());
    assertThat(begun.at("id").text()).isEqualTo("h1");
    assertThat(watch.asked())
        .containsExactly("POST /api/v1/hunts X-Seep=1 Bearer s3cret {\"pid\":7}");
  }

  @Test
  void aRefusalIsToldInTheWatchsOwnWords() {
    watch.on("GET /x", 409, "{'error':{'what':'a hunt','why':'two run','mend':'wait'}}");
    assertThat(blind(client.get("/x"))).isEqualTo(new Blind("a hunt", "two run", "wait"));
    watch.on("GET /x", 401, "{'error':{'what':'this server','why':'no token','mend':'log in'}}");
    assertThat(blind(client.get("/x")).mend()).contains("--token-file");
  }

  @Test
  void whatIsNoSeepIsSaidToBeNone() {
    watch.on("GET /x", 200, "<html>");
    assertThat(blind(client.get("/x")).why()).contains("no JSON");
    try (DaemonClient nobody = new DaemonClient(URI.create("http://127.0.0.1:1"), "")) {
      assertThat(blind(nobody.get("/x")).why()).isEqualTo("nobody listens there");
    }
  }

  @Test
  void aTreeGivesDefaultsForWhatIsMissing() {
    JsonTree tree =
        JsonTree.parse(
            "{\"a\":{\"b\":[1,2.5,\"x\",null,true]},\"big\":99999999999999999999}"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    List<JsonTree> items = tree.at("a", "b").items();
    assertThat(items.getFirst().count(-1)).isEqualTo(1);
    assertThat(items.get(1).real(0)).isEqualTo(2.5);
    assertThat(items.get(2).number(-7)).isEqualTo(-7);
    assertThat(items.get(3).isMissing()).isTrue();
    assertThat(items.get(4).flag()).isTrue();
    assertThat(tree.at("a", "c", "d").text()).isEmpty();
    assertThat(tree.at("big").real(0)).isGreaterThan(1e19);
  }

  @Test
  void quotedCellsOfCsvKeepTheirCommasAndQuotes() {
    assertThat(CsvText.rows("at,x\r\n1,\"a,\"\"b\"\r\n"))
        .containsExactly(List.of("at", "x"), List.of("1", "a,\"b"));
  }
}
