package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
  void a_narrow_terminal_wraps_the_reasons_under_their_labels() {
    assertThat(new CliRun().columns(60).run("hunt", "4711").out())
        .isEqualTo(
            """
            tlgs_crawler · pid 4711 · up 3h12m · 812 of 1,024 descriptors
            watched for 2m00s through eBPF in 60 looks: at least 1,204 opened, 1,083 closed

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
            watched for 2m00s through eBPF in 60 looks: at least 1,204 opened, 1,083 closed

            LEAK  sockets that were never connected   +13.2 a minute (11.0–15.4)   limit in 16 min (12–21)
                  791 of them · never-connected-socket · oldest 1h02m
                  opened by   trantor::Connector::connect  Connector.cc:83
                              GeminiClient::sendRequest    GeminiClient.cpp:61
                  siblings    402 seen to open, 284 to close (median life 0.4s)
                  last use    connect → EINPROGRESS, 1m01s ago
                  why         it grew in four of four quarters and nothing was closed (chance alone: p < 1e-9)
                  so          the path that abandons a pending connect must close the descriptor
                  not this    TIME_WAIT (41) and ephemeral ports (0.3 %) are fine
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
