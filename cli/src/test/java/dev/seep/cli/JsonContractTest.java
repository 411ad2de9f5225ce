package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Inventory;
import dev.seep.evidence.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The names and shapes that scripts rely on.
final class JsonContractTest {

  @Test
  void ps_lists_processes_with_counts_limits_and_sockets_by_state() {
    JsonNode root = new CliRun().run("ps", "--json").json();
    assertThat(root.path("takenAt").asString()).isEqualTo("2026-03-04T05:06:07.089Z");
    assertThat(root.path("source").asString()).isEqualTo("procfs");
    assertThat(root.path("machine").path("openFiles").asInt()).isEqualTo(12_345);
    assertThat(root.path("machine").has("maxFiles")).isFalse();
    assertThat(root.path("machine").path("maxFilesUnlimited").asBoolean()).isTrue();
    JsonNode crawler = root.path("processes").get(0);
    assertThat(crawler.path("process").path("pid").asInt()).isEqualTo(4711);
    assertThat(crawler.path("process").path("startTime").asString())
        .isEqualTo("2026-03-04T01:54:07.089Z");
    assertThat(crawler.path("process").path("command").get(1).asString()).isEqualTo("--config");
    assertThat(crawler.path("descriptors").path("open").asInt()).isEqualTo(973);
    assertThat(crawler.path("descriptors").path("softLimit").asInt()).isEqualTo(1024);
    assertThat(crawler.path("sockets").path("byState").path("never-connected").asInt())
        .isEqualTo(791);
    assertThat(crawler.path("memory").path("residentBytes").asLong()).isEqualTo(25_270_682);
    assertThat(crawler.path("threads").asInt()).isEqualTo(3);
    assertThat(crawler.has("blind")).isFalse();
  }

  @Test
  void a_process_that_may_not_be_read_has_no_count_and_says_why() {
    JsonNode denied = new CliRun().run("ps", "--json").json().path("processes").get(3);
    assertThat(denied.path("process").path("pid").asInt()).isEqualTo(812);
    assertThat(denied.path("descriptors").has("open")).isFalse();
    assertThat(denied.has("sockets")).isFalse();
    assertThat(denied.path("blind").get(0).path("why").asString())
        .isEqualTo("EACCES on /proc/812/fd");
  }

  @Test
  void inspect_groups_by_kind_state_peer_and_path() {
    JsonNode root = new CliRun().run("inspect", "4711", "--json").json();
    assertThat(root.path("descriptors").path("open").asInt()).isEqualTo(12);
    assertThat(root.path("descriptors").path("byKind").path("socket").asInt()).isEqualTo(5);
    assertThat(root.path("sockets").path("byState").path("dead").asInt()).isEqualTo(1);
    assertThat(root.path("sockets").path("dead").path("refused").asInt()).isEqualTo(1);
    JsonNode peer = root.path("sockets").path("byPeer").get(0);
    assertThat(peer.path("peer").asString()).isEqualTo("127.0.0.1:1965");
    assertThat(peer.path("count").asInt()).isEqualTo(1);
    assertThat(peer.path("states").path("established").asInt()).isEqualTo(1);
    assertThat(peer.path("idleSecondsMedian").asDouble()).isEqualTo(1.5);
    assertThat(peer.path("unreadBytes").asInt()).isEqualTo(12);
    JsonNode path = root.path("files").path("byPath").get(0);
    assertThat(path.path("path").asString()).isEqualTo("/srv/images/*.png");
    assertThat(path.path("count").asInt()).isEqualTo(3);
    assertThat(path.path("deleted").asInt()).isEqualTo(1);
    assertThat(root.path("memory").path("anonymousBytes").asLong()).isEqualTo(18_874_368);
    assertThat(root.has("items")).isFalse();
  }

  @Test
  void what_is_not_known_is_absent_and_has_a_line_under_blind() {
    JsonNode root = new CliRun().run("inspect", "4711", "--json").json();
    assertThat(root.path("memory").has("proportionalBytes")).isFalse();
    assertThat(root.path("blind").valueStream().map(line -> line.path("what").asString()))
        .contains("PSS", "memory.proportionalBytes");
  }

  @Test
  void inspect_all_adds_an_item_for_each_descriptor() {
    JsonNode items = new CliRun().run("inspect", "4711", "--all", "--json").json().path("items");
    assertThat(items.size()).isEqualTo(12);
    JsonNode connection = items.get(2);
    assertThat(connection.path("fd").asInt()).isEqualTo(4);
    assertThat(connection.path("kind").asString()).isEqualTo("socket");
    assertThat(connection.path("flags").valueStream().map(JsonNode::asString))
        .containsExactly("O_RDWR", "O_NONBLOCK", "O_CLOEXEC");
    assertThat(connection.path("closeOnExec").asBoolean()).isTrue();
    JsonNode socket = connection.path("socket");
    assertThat(socket.path("family").asString()).isEqualTo("inet");
    assertThat(socket.path("state").asString()).isEqualTo("established");
    assertThat(socket.path("remote").asString()).isEqualTo("127.0.0.1:1965");
    assertThat(socket.path("lastReceivedMillis").asInt()).isEqualTo(3200);
    assertThat(socket.path("peers").get(0).path("pid").asInt()).isEqualTo(812);
    JsonNode never = items.get(4).path("socket");
    assertThat(never.path("unlisted").asBoolean()).isTrue();
    assertThat(never.has("remote")).isFalse();
    assertThat(never.has("receiveQueueBytes")).isFalse();
    assertThat(items.get(3).path("socket").path("death").asString()).isEqualTo("refused");
    assertThat(items.get(10).path("bornAt").asString()).isEqualTo("2026-03-04T04:53:20.000Z");
  }

  @Test
  void a_hunt_gives_verdict_findings_and_cost() {
    JsonNode root = new CliRun().reporting(Reports.traced()).run("hunt", "4711", "--json").json();
    assertThat(root.path("verdict").asString()).isEqualTo("leak");
    assertThat(root.path("watched").path("seconds").asDouble()).isEqualTo(120);
    assertThat(root.path("watched").path("source").asString()).isEqualTo("ebpf");
    JsonNode finding = root.path("findings").get(0);
    assertThat(finding.path("class").asString()).isEqualTo("never-connected-socket");
    assertThat(finding.path("resource").asString()).isEqualTo("descriptor");
    assertThat(finding.path("perMinuteHigh").asDouble()).isEqualTo(15.4);
    assertThat(finding.path("limitInSecondsLow").asDouble()).isEqualTo(720);
    assertThat(finding.path("falseAlarmProbability").asDouble()).isEqualTo(1e-12);
    assertThat(finding.path("origin").path("frames").get(0).path("line").asInt()).isEqualTo(83);
    assertThat(finding.path("lastUse").path("call").asString()).isEqualTo("connect");
    assertThat(finding.path("siblings").path("closed").asInt()).isEqualTo(284);
    assertThat(finding.path("origin").path("claim").asString()).isEqualTo("opened-here");
    assertThat(finding.path("origin").path("whole").asBoolean()).isTrue();
    assertThat(finding.path("origin").path("inferred").isNumber()).isTrue();
    assertThat(finding.path("origin").path("frames").get(0).path("file").asString())
        .isEqualTo("/usr/src/trantor/net/inner/Connector.cc");
    JsonNode difference = finding.path("differences").get(1);
    assertThat(difference.path("what").asString()).startsWith("never in an epoll set");
    assertThat(difference.path("amongSurvivors").asDouble()).isEqualTo(0.97);
    assertThat(difference.path("amongClosed").asDouble()).isEqualTo(0.02);
    assertThat(finding.path("against").get(0).asString()).contains("last quarter");
    assertThat(finding.has("peer")).isFalse();
    assertThat(root.path("cost").path("cpuSeconds").asDouble()).isEqualTo(0.9);
  }

  @Test
  void a_hunt_tells_what_its_tracer_did_and_the_children_beside_the_target() {
    JsonNode root =
        new CliRun()
            .reporting(
                Reports.traced()
                    .withChildren(
                        List.of(TracedReports.child(4713, List.of(TracedReports.closeWait())))))
            .run("hunt", "4711", "--json")
            .json();
    JsonNode tracing = root.path("watched").path("tracing");
    assertThat(tracing.path("opened").asInt()).isEqualTo(1204);
    assertThat(tracing.path("closed").asInt()).isEqualTo(1083);
    assertThat(tracing.propertyNames())
        .containsExactly("opened", "closed", "lost", "unmatched", "stacks", "brokenStacks");
    JsonNode child = root.path("children").get(0);
    assertThat(child.path("process").path("pid").asInt()).isEqualTo(4713);
    assertThat(child.path("verdict").asString()).isEqualTo("suspect");
    assertThat(child.path("findings").get(0).path("origin").path("claim").asString())
        .isEqualTo("leaked-here");
    assertThat(new CliRun().run("hunt", "4711", "--json").json().has("children")).isFalse();
  }

  @Test
  void numbers_that_are_none_are_left_out() {
    CliRun run = new CliRun().reporting(Reports.suspect()).run("hunt", "4711", "--json");
    assertThat(run.out()).doesNotContain("NaN").doesNotContain("Infinity");
    JsonNode finding = run.json().path("findings").get(0);
    assertThat(finding.has("perMinuteHigh")).isFalse();
    assertThat(finding.has("limitInSecondsHigh")).isFalse();
    assertThat(finding.has("oldestSeconds")).isFalse();
  }

  @Test
  void limits_and_doctor_speak_json_too() {
    JsonNode limits = new CliRun().run("limits", "4711", "--json").json();
    assertThat(limits.path("limits").get(0).path("limit").asInt()).isEqualTo(1024);
    assertThat(limits.path("limits").get(1).path("limitUnlimited").asBoolean()).isTrue();
    assertThat(limits.path("limits").get(2).has("limit")).isFalse();
    assertThat(limits.path("blind").get(0).path("what").asString()).isEqualTo("fs.file-max");
    JsonNode doctor = new CliRun().run("doctor", "--json").json();
    assertThat(doctor.path("abilities").get(1).path("available").asBoolean()).isTrue();
    assertThat(doctor.path("blind").get(0).path("mend").asString()).isEqualTo("sudo seep doctor");
  }

  @Test
  void a_process_that_is_gone_is_an_object_with_the_reason() {
    CliRun run = new CliRun().run("hunt", "5", "--json");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.json().path("verdict").asString()).isEqualTo("unknown");
    assertThat(run.json().path("blind").get(0).path("what").asString()).isEqualTo("process 5");
  }

  @Test
  void one_object_and_one_line_end_is_all_that_is_printed() {
    String out = new CliRun().coloured().run("inspect", "4711", "--json", "--all").out();
    assertThat(out.indexOf('\n')).isEqualTo(out.length() - 1);
    assertThat(out).startsWith("{").endsWith("}\n");
  }

  @Test
  void every_kind_of_descriptor_has_its_particulars() {
    Inventory zoo = Evidence.inventory(Evidence.crawler(), Evidence.zoo());
    CliRun run =
        new CliRun()
            .seeing(new FakeEye().holding(List.of(Reading.seen(zoo))))
            .run("inspect", "4711", "--all", "--json");
    JsonNode items = run.json().path("items");
    assertThat(items.get(0).path("targets").get(0).asInt()).isEqualTo(7);
    assertThat(items.get(1).path("count").asInt()).isEqualTo(5);
    assertThat(items.get(2).path("remainingNanos").asLong()).isEqualTo(2_000_000_000L);
    assertThat(items.get(3).path("signals").valueStream().map(JsonNode::asInt))
        .containsExactly(1, 15, 64);
    assertThat(items.get(4).path("watches").asInt()).isEqualTo(2);
    assertThat(items.get(5).path("bytes").asInt()).isEqualTo(4096);
    assertThat(items.get(6).path("pid").asInt()).isEqualTo(80);
    assertThat(items.get(7).path("submissionEntries").asInt()).isEqualTo(8);
    assertThat(items.get(8).path("id").asInt()).isEqualTo(3);
    assertThat(items.get(9).path("kind").asString()).isEqualTo("userfaultfd");
    assertThat(items.get(10).path("otherEnds").get(0).path("name").asString()).isEqualTo("sh");
    assertThat(items.get(11).path("path").asString()).isEqualTo("/srv");
  }
}
