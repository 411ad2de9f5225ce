package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Help, manual pages and completion of every command.
final class DocumentationTest {
  @TempDir Path folder = Path.of("");

  static Stream<String> commands() {
    return SeepCommand.NAMES.stream().filter(name -> !name.equals("help"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_has_help_with_examples(String name) {
    CliRun run = new CliRun().run(name, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: seep " + name).contains("Examples:\n  ");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_has_a_manual_page_with_all_its_sections(String name) {
    CliRun run = new CliRun().run("man", name);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith(".TH \"SEEP\\-" + name.toUpperCase(java.util.Locale.ROOT).replace("-", "\\-"))
        .contains(".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS", ".SH EXAMPLES")
        .doesNotContain("--proc");
  }

  @Test
  void the_manual_page_of_seep_lists_every_command() {
    String page = new CliRun().run("man").out();
    commands()
        .forEach(name -> assertThat(page).contains("\\fB" + name.replace("-", "\\-") + "\\fR"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void groff_sets_each_page_without_a_warning(String name) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "groff is not installed");
    Path page = folder.resolve("seep-" + name + ".1");
    Files.writeString(page, new CliRun().run("man", name).out());
    String said = output("groff", "-man", "-ww", "-z", page.toString());
    assertThat(said).isEmpty();
  }

  @Test
  void completion_offers_commands_options_and_process_ids() throws Exception {
    Path script = folder.resolve("completion.bash");
    Files.writeString(script, new CliRun().run("completion", "bash").out());
    assertThat(complete(script, "seep ins")).contains("inspect");
    assertThat(complete(script, "seep ps --so")).contains("--sort");
    assertThat(complete(script, "seep ps --sort so")).contains("sockets");
    String self = Long.toString(ProcessHandle.current().pid());
    assertThat(complete(script, "seep hunt " + self)).contains(self);
  }

  @Test
  void completion_for_zsh_loads_what_bash_scripts_need() {
    assertThat(new CliRun().run("completion", "zsh").out())
        .startsWith("autoload -U +X compinit && compinit\n")
        .contains("_complete_seep");
  }

  private static String complete(Path script, String line) throws Exception {
    return output(
        "bash",
        "-c",
        "source \"$1\"; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE=$2;"
            + " COMP_POINT=${#2}; _seep_with_processes; printf '%s\\n' \"${COMPREPLY[@]}\"",
        "bash",
        script.toString(),
        line);
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
