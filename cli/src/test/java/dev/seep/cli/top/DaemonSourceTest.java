package dev.seep.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.cli.daemon.DaemonClient;
import dev.seep.cli.daemon.FakeWatch;
import dev.seep.cli.render.Canvas;
import dev.seep.cli.render.Glyphs;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.WatchedProcess;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `seep top` with the figures of a running watch.
final class DaemonSourceTest {
  private static final String ROW =
      "{'process':{'pid':4711,'startTime':'2026-03-04T01:00:00.000Z','name':'crawler','command':['/c','-v'],'uid':5},"
          + "'lineage':{'id':'unit:c.service/crawler/0','name':'crawler','slot':0,'workload':{'kind':'unit','name':'c.service'}},"
          + "'user':'ada','descriptors':{'open':812,'softLimit':1024,'hardLimitUnlimited':true},"
          + "'memory':{'residentBytes':5000},'threads':3,'classes':[{'class':'tcp x','count':9}],"
          + "'perMinute':13.2,'standing':'leak','limitInSeconds':960.5,'recent':[800,812],'incident':'i1'}";
  private static final String FINDING =
      "{'id':'i1','process':{'pid':4711},'standing':'leak','resource':'descriptor','what':'sockets never connected',"
          + "'peer':'10.0.0.7:443','frames':[{'function':'open_socket','file':'/s/net.c','line':42}],"
          + "'count':700,'perMinute':13.2,'limitInSeconds':960,'reason':'it only grows','advice':'close it','evidence':['none closed']}";

  private final FakeWatch watch;
  private final DaemonSource source;

  DaemonSourceTest() throws IOException {
    watch =
        new FakeWatch()
            .on("GET /api/v1/processes", 200, "{'processes':[" + ROW + "]}")
            .on("GET /api/v1/findings", 200, "{'findings':[" + FINDING + "]}")
            .on(
                "GET /api/v1/host",
                200,
                "{'name':'h1','at':'2026-03-04T05:06:07Z','machine':{'openFiles':9}}")
            .on("GET /api/v1/self", 200, "{'cpuShare':0.004,'residentBytes':90}");
    source = new DaemonSource(new DaemonClient(watch.uri(), ""), InstantSource.system());
  }

  @AfterEach
  void close() {
    source.close();
    watch.close();
  }

  private static String drawn(List<String> lines) {
    return String.join("\n", lines);
  }

  @Test
  void rowsHaveAllThatTheWatchKnows() {
    TopLook look = source.look();
    assertThat(look.trouble()).isNull();
    assertThat(look.host()).isEqualTo("h1");
    assertThat(look.cpuShare()).isEqualTo(0.004);
    WatchedProcess row = look.processes().getFirst();
    assertThat(row.standing()).isEqualTo(Standing.LEAK);
    assertThat(row.recent()).containsExactly(800, 812);
    assertThat(row.limits().hard()).isEqualTo(Long.MAX_VALUE);
    assertThat(row.forecast().limitInSeconds()).isEqualTo(960.5);
    assertThat(row.lineage()).extracting("workload").extracting("name").isEqualTo("c.service");
  }

  @Test
  void theProcessPageTellsTheFindingWithItsLineBeforeWhatItHolds() {
    watch.on(
        "GET /api/v1/processes/4711",
        200,
        "{'row':{},'inventory':{'process':{'pid':4711,'name':'crawler','command':[]},'takenAt':'2026-03-04T05:06:07Z',"
            + "'source':'ebpf','descriptors':{'open':812,'softLimit':1024,'byKind':{'socket':700}},"
            + "'sockets':{'byState':{'never-connected':700},'byPeer':[{'peer':'10.0.0.7:443','count':700,'states':{'never-connected':700}}]},"
            + "'files':{'byPath':[{'path':'/srv/*.png','count':3,'deleted':0}]},'threads':3,'remarks':['79 % used'],'blind':[]},'blind':[]}");
    TopLook look = source.look();
    WatchedProcess row = look.processes().getFirst();
    Canvas canvas = new Canvas(false, Glyphs.UNICODE, 100);
    String page =
        drawn(
            new ProcessPage(canvas)
                .lines(row, look.findings(), source.holding(row.process()), null));
    assertThat(page)
        .containsSubsequence(
            "LEAK  sockets never connected",
            "700 of them · +13.2 a minute · limit in 16m00s",
            "towards 10.0.0.7:443",
            "open_socket  net.c:42",
            "it only grows",
            "none closed",
            "close it",
            "crawler · pid 4711",
            "by kind    socket 700",
            "never-connected 700",
            "/srv/*.png",
            "79 % used");
  }

  @Test
  void aHuntIsBegunFollowedAndTold() {
    watch
        .on("POST /api/v1/hunts", 202, "{'id':'h 1','pid':4711}")
        .on(
            "GET /api/v1/hunts/h+1",
            200,
            "{'id':'h 1','pid':4711,'atSeconds':25,'lengthSeconds':120,'over':true,'verdict':'leak',"
                + "'report':{'reason':'it grew','findings':[{'verdict':'leak','what':'sockets','count':7,'resource':'descriptor',"
                + "'origin':{'frames':[{'function':'f','file':'a.c','line':3}]}}]}}");
    WatchedProcess row = source.look().processes().getFirst();
    List<TopSource.HuntStep> steps = new ArrayList<>();
    Reading<HuntEnd> end = source.hunt(row.process(), steps::add, () -> false);
    Canvas canvas = new Canvas(false, Glyphs.ASCII, 80);
    String page =
        drawn(
            new ProcessPage(canvas)
                .lines(row, List.of(), null, new ProcessPage.HuntView(null, end)));
    assertThat(page).contains("hunted: leak  it grew", "LEAK  sockets", "f  a.c:3");
    assertThat(watch.asked()).anyMatch(asked -> asked.endsWith("{\"pid\":4711}"));
  }

  @Test
  void aWatchThatIsGoneIsToldAndNotTakenForAnEmptyMachine() {
    watch.close();
    TopLook look = source.look();
    assertThat(look.trouble()).extracting(Blind::why).isEqualTo("nobody listens there");
  }
}
