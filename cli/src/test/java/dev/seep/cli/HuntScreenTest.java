package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Frame;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Origin;
import dev.seep.evidence.Tracing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a hunt reads like, to the letter.
final class HuntScreenTest {

  @Test
  void a_leak_reads_as_verdict_pace_limit_and_what_to_do() {
    assertThat(new CliRun().columns(100).run("hunt", "4711").out())
        .isEqualTo(
            """
            tlgs_crawler · pid 4711 · up 3h12m · 812 of 1,024 descriptors
            watched for 2m00s through eBPF in 60 looks: at least 1,204 opened, 1,083 closed

            LEAK  sockets that were never connected   +13.2 a minute (11.0–15.4)   limit in 16 min (12–21)
                  791 of them · never-connected-socket · oldest 1h02m
                  siblings    402 seen to open, 284 to close (median life 0.4s)
                  why         it grew in four of four quarters and nothing was closed (chance alone: p < 1e-9)
                  so          the path that abandons a pending connect must close the descriptor
                  not this    TIME_WAIT (41) and ephemeral ports (0.3 %) are fine

            OK    established connections: 14, follows load
            """);
  }

  @Test
  void a_leak_in_colour() {
    assertThat(new CliRun().coloured().run("hunt", "4711").out())
        .isEqualTo(
            """
            \u001b[1mtlgs_crawler\u001b[0m · pid 4711 · up 3h12m · 812 of 1,024 descriptors
            watched for 2m00s through eBPF in 60 looks: at least 1,204 opened, 1,083 closed

            \u001b[1;31mLEAK\u001b[0m  \u001b[1msockets that were never connected\u001b[0m   +13.2 a minute (11.0–15.4)   \u001b[1;31mlimit in 16 min (12–21)\u001b[0m
                  791 of them · never-connected-socket · oldest 1h02m
                  \u001b[2msiblings\u001b[0m    402 seen to open, 284 to close (median life 0.4s)
                  \u001b[2mwhy\u001b[0m         it grew in four of four quarters and nothing was closed (chance alone: p < 1e-9)
                  \u001b[2mso\u001b[0m          the path that abandons a pending connect must close the descriptor
                  \u001b[2mnot this\u001b[0m    TIME_WAIT (41) and ephemeral ports (0.3 %) are fine

            \u001b[32mOK\u001b[0m    established connections: 14, follows load
            """);
  }

  @Test
  void code_that_was_compiled_at_run_time_is_one_line() {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      frames.add(new Frame("0x7f5c9040815" + i, "", 0, "", ""));
    }
    frames.add(TracedReports.frame("main", "/srv/main.cpp", 9));
    Origin origin = new Origin(1, frames, true, 0, Origin.Claim.OPENED_HERE);
    HuntReport report = TracedReports.report(List.of(TracedReports.neverConnected(origin)));
    assertThat(new CliRun().columns(100).reporting(report).run("hunt", "4711").out())
        .contains("opened by   9 calls in code without names (compiled at run time)\n")
        .contains("main.cpp:9")
        .doesNotContain("0x7f5c");
  }

  @Test
  void a_narrow_terminal_wraps_the_reasons_under_their_labels() {
    assertThat(new CliRun().columns(60).run("hunt", "4711").out())
        .isEqualTo(
            """
            tlgs_crawler · pid 4711 · up 3h12m · 812 of 1,024 descriptors
            watched for 2m00s through eBPF in 60 looks: at least 1,204
              opened, 1,083 closed

            LEAK  sockets that were never connected
                  +13.2 a minute (11.0–15.4)   limit in 16 min (12–21)
                  791 of them · never-connected-socket · oldest 1h02m
                  siblings    402 seen to open, 284 to close (median
                              life 0.4s)
                  why         it grew in four of four quarters and
                              nothing was closed (chance alone: p <
                              1e-9)
                  so          the path that abandons a pending connect
                              must close the descriptor
                  not this    TIME_WAIT (41) and ephemeral ports (0.3 %)
                              are fine

            OK    established connections: 14, follows load
            """);
  }

  @Test
  void what_a_tracer_saw_is_shown_where_the_descriptors_were_opened() {
    assertThat(new CliRun().columns(100).reporting(Reports.traced()).run("hunt", "4711").out())
        .isEqualTo(
            """
            tlgs_crawler · pid 4711 · up 3h12m · 812 of 1,024 descriptors
            watched for 2m00s through eBPF, traced: 1,204 opened, 1,083 closed

            LEAK  sockets that were never connected   +13.2 a minute (11.0–15.4)   limit in 16 min (12–21)
                  791 of them · never-connected-socket · oldest 1h02m
                  opened by   trantor::Connector::connect         Connector.cc:83
                              trantor::TcpClient::connect         TcpClient.cc:120
                              dremini::GeminiClient::sendRequest  GeminiClient.cpp:61
                              main                                main.cpp:40
                  siblings    402 opened here: 284 closed (median 0.4s), 118 alive far beyond them
                  differ      last use was connect → EINPROGRESS: 100% of them, 0% of the closed
                  differ      never in an epoll set after its first second: 97% of them, 2.0% of the closed
                  last use    connect → EINPROGRESS, 1m01s ago
                  why         it grew in four of four quarters and nothing was closed (chance alone: p < 1e-9)
                  against     the pace of the last quarter was lower than that of the first
                  so          the path that abandons a pending connect must close the descriptor
                  not this    TIME_WAIT (41) and ephemeral ports (0.3 %) are fine
            """);
  }

  @Test
  void a_narrow_terminal_keeps_the_lines_of_code_readable() {
    List<Frame> deep = new ArrayList<>();
    deep.add(
        TracedReports.frame(
            "boost::asio::detail::reactive_socket_service<boost::asio::ip::tcp>::open(int)",
            "/usr/include/boost/asio/detail/reactive_socket_service.hpp",
            121));
    deep.add(TracedReports.frame("(anonymous namespace)::Fetcher::fetch", "/srv/fetch.cpp", 9));
    for (int i = 0; i < 38; i++) {
      deep.add(TracedReports.frame("std::invoke<void (*)()>", "/usr/include/c++/functional", i));
    }
    Origin origin = new Origin(0.93, deep, false, 12, Origin.Claim.LEAKED_HERE);
    HuntReport report = TracedReports.report(List.of(TracedReports.neverConnected(origin)));
    assertThat(new CliRun().columns(60).reporting(report).run("hunt", "4711").out())
        .isEqualTo(
            """
            tlgs_crawler · pid 4711 · up 3h12m · 812 of 1,024 descriptors
            watched for 2m00s through eBPF, traced: 1,204 opened,
              1,083 closed

            LEAK  sockets that were never connected
                  +13.2 a minute (11.0–15.4)   limit in 16 min (12–21)
                  791 of them · never-connected-socket · oldest 1h02m
                  leaked by   …::reactive_socket_service<…>::open(…)
                                reactive_socket_service.hpp:121
                              Fetcher::fetch            fetch.cpp:9
                              std::invoke<void (*)()>   functional
                              std::invoke<void (*)()>   functional:1
                              std::invoke<void (*)()>   functional:2
                              std::invoke<void (*)()>   functional:3
                              std::invoke<void (*)()>   functional:4
                              std::invoke<void (*)()>   functional:5
                              (32 more outside these)
                              (stack cut short; 93% of them; 12 of them
                              inferred: opened before the watch, and
                              alike)
                  siblings    402 opened here: 284 closed (median 0.4s),
                              118 alive far beyond them
                  differ      last use was connect → EINPROGRESS: 100%
                              of them, 0% of the closed
                  differ      never in an epoll set after its first
                              second: 97% of them, 2.0% of the closed
                  last use    connect → EINPROGRESS, 1m01s ago
                  why         it grew in four of four quarters and
                              nothing was closed (chance alone: p <
                              1e-9)
                  against     the pace of the last quarter was lower
                              than that of the first
                  so          the path that abandons a pending connect
                              must close the descriptor
                  not this    TIME_WAIT (41) and ephemeral ports (0.3 %)
                              are fine
            """);
  }

  @Test
  void what_the_tracer_missed_is_said_with_what_it_means() {
    Tracing tracing = new Tracing(1204, 1083, 17, 1, 1221, 40);
    HuntReport report =
        TracedReports.report(List.of(TracedReports.closeWait()), tracing, List.of());
    assertThat(new CliRun().coloured().reporting(report).run("hunt", "4711").out())
        .isEqualTo(
            """
            \u001b[1mtlgs_crawler\u001b[0m · pid 4711 · up 3h12m · 812 of 1,024 descriptors
            watched for 2m00s through eBPF, traced: at least 1,204 opened, 1,083 closed
            \u001b[33m17 events lost\u001b[0m: some lives are not in these figures, and some descriptors have no stack
            \u001b[33m1 descriptor unmatched\u001b[0m: the tracer and the fd folder do not agree, so their origin is open
            \u001b[33m40 of 1,221 call stacks cut short\u001b[0m: the outer frames of these are missing

            \u001b[33mSUSPECT\u001b[0m  \u001b[1mconnections that the peer has closed and this process has not\u001b[0m
                     +6.1 a minute (3.2–9.4)   \u001b[33mlimit in 35 min (23–66)\u001b[0m
                     17 of them · close-wait · towards 127.0.0.1:1965 · oldest 2m11s
                     \u001b[2mleaked by\u001b[0m   trantor::Connector::connect  Connector.cc:83
                                 trantor::TcpClient::connect  TcpClient.cc:120
                                 RobotsFetcher::fetch         robots.cpp:112
                                 main                         main.cpp:44
                                 (stack cut short; 80% of them; 3 of them inferred: opened before the watch, and
                                 alike)
                     \u001b[2msiblings\u001b[0m    289 opened here: 272 closed (median 0.1s), 17 alive far beyond them
                     \u001b[2mdiffer\u001b[0m      read returned 0: 100% of them, 0% of the closed
                     \u001b[2mlast use\u001b[0m    read → 0, 15s ago
                     \u001b[2mwhy\u001b[0m         20 were opened and stayed, none was closed (chance alone: p < 1e-3)
                     \u001b[2mso\u001b[0m          close on end of file in every handler
                     \u001b[2msign\u001b[0m        they are in CLOSE_WAIT
            """);
  }

  @Test
  void children_with_findings_get_a_section_and_the_others_are_counted() {
    HuntReport report =
        Reports.healthy()
            .withChildren(
                List.of(
                    TracedReports.child(4712, List.of()),
                    TracedReports.child(4713, List.of(TracedReports.closeWait())),
                    TracedReports.child(4714, List.of())));
    assertThat(new CliRun().columns(100).reporting(report).run("hunt", "4711").out())
        .isEqualTo(
            """
            tlgs_crawler · pid 4711 · up 3h12m · 812 of 1,024 descriptors
            watched for 2m00s through eBPF in 60 looks: at least 1,204 opened, 1,083 closed

            SUSPECT  in its child 4713: 20 were opened and stayed, none was closed

            child worker · pid 4713 · up 1m00s · 40 of 1,024 descriptors
            watched for 58s through eBPF, traced: 20 opened, 3 closed

            SUSPECT  connections that the peer has closed and this process has not
                     +6.1 a minute (3.2–9.4)   limit in 35 min (23–66)
                     17 of them · close-wait · towards 127.0.0.1:1965 · oldest 2m11s
                     leaked by   trantor::Connector::connect  Connector.cc:83
                                 trantor::TcpClient::connect  TcpClient.cc:120
                                 RobotsFetcher::fetch         robots.cpp:112
                                 main                         main.cpp:44
                                 (stack cut short; 80% of them; 3 of them inferred: opened before the watch, and
                                 alike)
                     siblings    289 opened here: 272 closed (median 0.1s), 17 alive far beyond them
                     differ      read returned 0: 100% of them, 0% of the closed
                     last use    read → 0, 15s ago
                     why         20 were opened and stayed, none was closed (chance alone: p < 1e-3)
                     so          close on end of file in every handler
                     sign        they are in CLOSE_WAIT

            2 other children followed, nothing found there
            """);
  }

  @Test
  void too_short_a_look_says_how_much_longer_it_needs() {
    assertThat(new CliRun().columns(100).reporting(Reports.unknown()).run("hunt", "4711").out())
        .isEqualTo(
            """
            tlgs_crawler · pid 4711 · up 3h12m · 812 of 1,024 descriptors
            watched for 2m00s through eBPF in 60 looks: at least 1,204 opened, 1,083 closed

            UNKNOWN  three events are too few
                     needed      about 7m00s more: seep hunt 4711 --for 9m
            """);
  }

  @Test
  void memory_is_told_in_bytes_and_an_open_end_as_infinite() {
    assertThat(new CliRun().columns(100).reporting(Reports.suspect()).run("hunt", "4711").out())
        .isEqualTo(
            """
            tlgs_crawler · pid 4711 · up 3h12m · 812 of 1,024 descriptors
            watched for 2m00s through eBPF in 60 looks: at least 1,204 opened, 1,083 closed

            SUSPECT  anonymous memory   +1.2 MiB a minute (-10 B–∞)   limit in 2.5 h (1.0–∞)
                     24.1 MiB held · memory · /srv/a\\nb\\x1b[31m<b>\\xff
                     why         it grows
                     so          look longer
            """);
  }

  @Test
  void a_healthy_process_takes_one_line() {
    assertThat(new CliRun().columns(100).reporting(Reports.healthy()).run("hunt", "4711").out())
        .isEqualTo(
            """
            tlgs_crawler · pid 4711 · up 3h12m · 812 of 1,024 descriptors
            watched for 2m00s through eBPF in 60 looks: at least 1,204 opened, 1,083 closed

            OK  nothing grows and nothing stays
            """);
  }
}
