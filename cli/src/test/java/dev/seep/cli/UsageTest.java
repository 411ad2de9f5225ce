package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.hunt.HuntOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Exit codes, targets, and what is said to whoever mistypes.
final class UsageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bogus",
        "ps --sort size",
        "ps -n 0",
        "ps --csv --json",
        "ps stray",
        "inspect",
        "inspect 4711 --watch soon",
        "inspect 4711 --watch 2s --json",
        "inspect 0",
        "inspect 99999999999",
        "inspect no-such-name",
        "hunt 4711 --for 0s",
        "hunt 4711 --for -1s",
        "hunt 4711 --source bpf",
        "doctor --color sometimes",
        "completion fish",
        "man bogus"
      })
  void a_mistyped_command_exits_with_64_and_a_reason_on_standard_error(String line) {
    CliRun run = new CliRun().run(line.split(" ", -1));
    assertThat(run.code()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("seep: ");
  }

  @Test
  void seep_alone_shows_its_help_as_an_error() {
    CliRun run = new CliRun().run();
    assertThat(run.code()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Usage: seep").contains("hunt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "help", "help hunt", "ps --help", "--version", "demo --help"})
  void help_and_version_go_to_standard_output_with_0(String line) {
    CliRun run = new CliRun().run(line.split(" ", -1));
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("seep");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void a_hunt_exits_with_its_verdict() {
    assertThat(new CliRun().reporting(Reports.healthy()).run("hunt", "4711").code()).isEqualTo(0);
    assertThat(new CliRun().reporting(Reports.suspect()).run("hunt", "4711").code()).isEqualTo(1);
    assertThat(new CliRun().reporting(Reports.leak()).run("hunt", "4711").code()).isEqualTo(2);
    assertThat(new CliRun().reporting(Reports.unknown()).run("hunt", "4711").code()).isEqualTo(3);
    assertThat(new CliRun().reporting(Reports.denied()).run("hunt", "4711").code()).isEqualTo(77);
  }

  @Test
  void a_process_that_is_gone_exits_with_3_and_one_not_permitted_with_77() {
    assertThat(new CliRun().run("inspect", "5").code()).isEqualTo(3);
    FakeEye denied =
        new FakeEye()
            .holding(
                List.of(Reading.unseen("descriptors", "EACCES on /proc/4711/fd", "sudo seep")));
    CliRun run = new CliRun().seeing(denied).run("inspect", "4711");
    assertThat(run.code()).isEqualTo(77);
    assertThat(run.err())
        .isEqualTo("seep: descriptors: EACCES on /proc/4711/fd\nseep: mend: sudo seep\n");
  }

  @Test
  void several_processes_of_one_name_are_listed_with_their_pids() {
    CliRun run = new CliRun().run("inspect", "s");
    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err())
        .isEqualTo(
            """
            seep: 2 processes are named s; give one by its pid:
                 4711  tlgs_crawler  /usr/bin/tlgs_crawler --config /etc/t.json
                  812  sshd  sshd: /usr/sbin/sshd -D
            """);
  }

  @ParameterizedTest
  @CsvSource({"crawl", "tlgs*", "*[r]", "????_crawler"})
  void a_part_of_a_name_or_a_glob_for_all_of_it_finds_the_one_process(String name) {
    assertThat(new CliRun().run("inspect", name).out()).startsWith("tlgs_crawler · pid 4711");
  }

  @Test
  void hunt_takes_its_length_and_closes_the_eye() {
    FakeEye eye = new FakeEye();
    CliRun run = new CliRun().seeing(eye).run("hunt", "4711", "--for", "1h30m", "--full");
    assertThat(run.hunts()).containsExactly(new HuntOptions(Duration.ofMinutes(90), true));
    assertThat(eye.isClosed()).isTrue();
  }

  @Test
  void progress_goes_to_a_terminal_on_standard_error_and_is_wiped() {
    assertThat(new CliRun().run("hunt", "4711").err()).isEmpty();
    Terminal terminal = new Terminal(false, true, 100, true, false);
    assertThat(new CliRun().on(terminal).run("hunt", "4711").err())
        .isEqualTo("\r\u001b[K12s of 2m00s · 6 looks · 800 open\r\u001b[K");
  }

  @Test
  void filters_and_orders_of_ps_select_rows() {
    assertThat(pids("ps", "--csv", "--filter", "MASTER")).containsExactly("80");
    assertThat(pids("ps", "--csv", "--user", "root")).containsExactly("812");
    assertThat(pids("ps", "--csv", "--user", "1000")).hasSize(4);
    assertThat(pids("ps", "--csv", "--sort", "pid")).containsExactly("66", "80", "812", "4711");
    assertThat(pids("ps", "--csv", "--sort", "age")).containsExactly("80", "4711", "812", "66");
    assertThat(pids("ps", "--csv", "--sort", "sockets", "-n", "2")).containsExactly("4711", "80");
    assertThat(pids("ps", "--csv", "--kernel-threads")).contains("9");
  }

  private static List<String> pids(String... args) {
    return new CliRun()
        .run(args)
        .out()
        .lines()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(',')))
        .toList();
  }

  @Test
  void colours_obey_the_option_before_the_terminal() {
    assertThat(new CliRun().run("ps", "--color", "always").out()).contains("\u001b[");
    assertThat(new CliRun().coloured().run("ps", "--color", "never").out())
        .doesNotContain("\u001b[");
    assertThat(new CliRun().columns(100).run("ps").out()).doesNotContain("\u001b[");
  }

  @Test
  void a_failure_nobody_foresaw_is_one_line_and_exit_code_3() {
    FakeEye eye = new FakeEye().holding(List.of());
    CliRun run = new CliRun().seeing(eye).run("inspect", "4711");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).startsWith("seep: cannot go on: ").hasLineCount(1);
    assertThat(eye.isClosed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ps", "doctor", "inspect 4711", "hunt 4711", "limits 4711"})
  void a_source_that_is_not_to_be_had_is_told_to_people_and_scripts(String line) {
    Blind blind = new Blind("the BPF iterator", "EPERM on bpf()", "sudo seep");
    CliRun people = new CliRun().refusing(blind).run(line.split(" ", -1));
    assertThat(people.code()).isEqualTo(77);
    assertThat(people.out()).isEmpty();
    assertThat(people.err())
        .isEqualTo("seep: the BPF iterator: EPERM on bpf()\nseep: mend: sudo seep\n");
    CliRun scripts = new CliRun().refusing(blind).run((line + " --json").split(" ", -1));
    assertThat(scripts.code()).isEqualTo(77);
    assertThat(scripts.json().path("blind").get(0).path("mend").asString()).isEqualTo("sudo seep");
  }
}
