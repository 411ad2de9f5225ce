package dev.seep.diagnosis;

import static dev.seep.diagnosis.Fate.born;
import static dev.seep.diagnosis.Plot.cpp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Errno;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Frame;
import dev.seep.evidence.LastUse;
import dev.seep.evidence.Origin;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What a person is told of whole stories, word for word.
class StoriesTest {
  private static final Frame LIBC = new Frame("socket", "", 0, "/usr/lib/libc.so.6", "");

  private static String told(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append(finding.leakClass().slug()).append(": ").append(finding.what()).append('\n');
    Origin origin = finding.origin();
    if (origin != null) {
      for (Frame frame : origin.frames()) {
        text.append("  by ").append(frame.function()).append(' ');
        text.append(frame.file()).append(':').append(frame.line()).append('\n');
      }
    }
    LastUse use = finding.lastUse();
    if (use != null) {
      text.append(String.format(Locale.ROOT, "  last use %s → %s%n", use.call(), use.result()));
    }
    finding
        .differences()
        .forEach(each ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "  only these: %s (%.0f %%, of the closed %.0f %%)%n",
                    each.what(),
                    100 * each.amongSurvivors(),
                    100 * each.amongClosed())));
    finding.against().forEach(each -> text.append("  against: ").append(each).append('\n'));
    finding.remarks().forEach(each -> text.append("  ").append(each).append('\n'));
    return text.append("  so: ").append(finding.advice()).append('\n').toString();
  }

  @Test
  void connector() {
    Fate stuck =
        born("socket").of("tcp", "10.0.0.7:1965").used("connect", -Errno.EINPROGRESS, 0.0001);
    Fate served =
        born("socket").of("tcp", "10.0.0.7:1965").used("read", 0, 0.3).read(900).wrote(60);
    Plot plot =
        new Plot("tcp", "", Condition.NEVER_CONNECTED)
            .site(
                7,
                LIBC,
                cpp("trantor::Connector::connect()", "Connector.cc", 83),
                cpp("dremini::GeminiClient::sendRequest()", "GeminiClient.cpp", 61))
            .survive(40, stuck)
            .before(20)
            .close(200, served, 0.4, 11);
    assertThat(told(plot.finding()))
        .isEqualTo(
            """
            never-connected-socket: sockets that were never connected
              by trantor::Connector::connect() Connector.cc:83
              by dremini::GeminiClient::sendRequest() GeminiClient.cpp:61
              last use connect → EINPROGRESS
              only these: last use was connect → EINPROGRESS (100 %, of the closed 0 %)
              sign: the kernel holds them unbound and unconnected
              claim: opened here; the close may be missing elsewhere: they were left while the kernel was still at work on them
              20 of the 60 looked at were open before the tracer came and not used since
              not this: connections in TIME_WAIT belong to no process and hold no descriptor
              not a cure: raising the limit buys 17 min per 1,024
              so: own the descriptor in a type whose destructor closes it (RAII) from socket() on; a destructor or a timeout that abandons a pending connect must close it (boost::asio: socket.close() in the timeout handler)
            """);
  }

  @Test
  void images() {
    String src = "/usr/lib/go-1.19/src/";
    Fate forgotten = born("openat").of("file", "/srv/images/12.png").read(90_000).wrote(0);
    Plot plot =
        new Plot("file", "/srv/images/*.png", Condition.OPEN)
            .site(
                7,
                new Frame("syscall.Syscall6", src + "syscall/asm.s", 43, "/srv/images", "Go"),
                new Frame("os.OpenFile", src + "os/file.go", 338, "/srv/images", "Go"),
                new Frame("main.(*gallery).size", "/src/gallery.go", 44, "/srv/images", "Go"),
                new Frame("runtime.goexit", src + "runtime/asm.s", 1594, "/srv/images", "Go"))
            .survive(30, forgotten.used("read", 4_096, 0.003))
            .close(90, forgotten.ago(30).used("read", 0, 0.004), 0.005, 12);
    assertThat(told(plot.finding()))
        .isEqualTo(
            """
            unclosed-file: files left open
              by main.(*gallery).size /src/gallery.go:44
              last use read → some bytes
              only these: last use was read → some bytes (100 %, of the closed 0 %)
              against: a cache of open files (logs, tables, segments) grows the same way until it is full
              sign: they were opened one after the other, and stay open
              claim: leaked here: they were used for a moment by the thread that opened them, and dropped
              not a cure: raising the limit buys 17 min per 1,024
              so: defer f.Close() right after the error check of os.Open; inside a loop close in the loop, as defer waits for the end of the function
            """);
  }

  @Test
  void canary() {
    Plot plot =
        new Plot("tcp", "203.0.113.5:443", Condition.UNREAD)
            .site(
                7,
                new Frame("uv_tcp_connect", "", 0, "/usr/bin/node", ""),
                new Frame("JS:*connect node:net:1010:25", "", 0, "/tmp/perf-7.map", ""),
                new Frame("JS:~check /srv/checker.js:41:15", "", 0, "/tmp/perf-7.map", ""));
    for (int i = 0; i < 25; i++) {
      plot.survive(1, born("socket").used("read", 65_536, 0.2).read(1_300_000 + i).wrote(400));
    }
    for (int i = 0; i < 100; i++) {
      plot.close(1, born("socket").used("read", 9_000, 0.2).read(8_000 + i).wrote(400), 0.3, 11);
    }
    assertThat(told(plot.finding()))
        .isEqualTo(
            """
            unread-response: connections with an answer that nobody reads
              by JS:~check /srv/checker.js:41:15 :0
              last use read → some bytes
              only these: 1.2 MiB or more had been read (100 %, of the closed 0 %)
              against: a slow reader that is still at it looks the same for a moment
              sign: received bytes wait in their queues, and no read takes them
              claim: opened here; the close may be missing elsewhere: they were in use as connections before they were left
              not this: connections in TIME_WAIT belong to no process and hold no descriptor
              not a cure: raising the limit buys 17 min per 1,024
              so: response.resume() when the body is not wanted, or response.destroy(); a response without a "data" listener stays paused for ever
            """);
  }
}
