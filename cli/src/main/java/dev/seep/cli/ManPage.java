package dev.seep.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// A manual page in the man macros (man(7), groff_man(7)), made from what `--help` is made from.
final class ManPage {
  private final CommandSpec spec;
  private final StringBuilder text = new StringBuilder(4096);

  private ManPage(CommandSpec spec) {
    this.spec = spec;
  }

  static String of(CommandSpec spec) {
    ManPage page = new ManPage(spec);
    page.head();
    page.parameters();
    page.options();
    page.commands();
    page.footer();
    page.seeAlso();
    return page.text.toString();
  }

  private void head() {
    String name = spec.qualifiedName("-");
    macro("TH", name.toUpperCase(Locale.ROOT), "1", "", "Seep", "Seep manual");
    section("NAME");
    text.append(escaped(name)).append(" \\- ");
    line(withoutPoint(String.join(" ", spec.usageMessage().description())));
    section("SYNOPSIS");
    String synopsis =
        new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(Ansi.OFF)).synopsis(0);
    line(synopsis.replaceAll("\\s+", " ").strip());
    section("DESCRIPTION");
    line(String.join(" ", spec.usageMessage().description()));
  }

  private void parameters() {
    if (spec.positionalParameters().isEmpty()) {
      return;
    }
    section("ARGUMENTS");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      text.append(".TP\n\\fI").append(escaped(parameter.paramLabel())).append("\\fR\n");
      line(String.join(" ", parameter.description()));
    }
  }

  private void options() {
    section("OPTIONS");
    spec.options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparingInt(OptionSpec::order).thenComparing(OptionSpec::longestName))
        .forEach(this::option);
  }

  private void option(OptionSpec option) {
    text.append(".TP\n");
    String separator = "";
    for (String name : option.names()) {
      text.append(separator).append("\\fB").append(escaped(name)).append("\\fR");
      separator = ", ";
    }
    if (option.arity().max() > 0) {
      text.append(" \\fI").append(escaped(option.paramLabel())).append("\\fR");
    }
    text.append('\n');
    line(String.join(" ", option.description()));
  }

  private void commands() {
    if (spec.subcommands().isEmpty()) {
      return;
    }
    section("COMMANDS");
    spec.subcommands()
        .forEach((name, command) -> {
          text.append(".TP\n\\fB").append(escaped(name)).append("\\fR\n");
          line(String.join(" ", command.getCommandSpec().usageMessage().description()));
        });
  }

  /// `Exit codes:` and `Examples:` become sections; indented lines are set as they are.
  private void footer() {
    boolean verbatim = false;
    for (String line : spec.usageMessage().footer()) {
      boolean example = line.startsWith("  ");
      if (verbatim && !example) {
        text.append(".EE\n");
      }
      if (example && !verbatim) {
        text.append(".EX\n");
      }
      verbatim = example;
      if (line.startsWith("Exit codes: ")) {
        section("EXIT STATUS");
        line(line.substring("Exit codes: ".length()));
      } else if (line.equals("Examples:")) {
        section("EXAMPLES");
      } else if (!line.isEmpty()) {
        line(example ? line.substring(2) : line);
      }
    }
    if (verbatim) {
      text.append(".EE\n");
    }
  }

  private void seeAlso() {
    section("SEE ALSO");
    boolean root = spec.parent() == null;
    CommandSpec top = root ? spec : spec.parent();
    String[] pages =
        root
            ? top.subcommands().keySet().stream().map(name -> "seep-" + name).toArray(String[]::new)
            : new String[] {"seep"};
    Arrays.sort(pages);
    for (int i = 0; i < pages.length; i++) {
      text.append(".BR ").append(escaped(pages[i])).append(" (1)");
      text.append(i < pages.length - 1 ? ",\n" : "\n");
    }
  }

  private void section(String name) {
    text.append(".SH ").append(name).append('\n');
  }

  private void macro(String name, String... arguments) {
    text.append('.').append(name);
    for (String argument : arguments) {
      text.append(" \"").append(escaped(argument)).append('"');
    }
    text.append('\n');
  }

  /// A line of text; one that begins with a control character is guarded.
  private void line(String words) {
    boolean control = words.startsWith(".") || words.startsWith("'");
    text.append(control ? "\\&" : "").append(escaped(words)).append('\n');
  }

  private static String escaped(String words) {
    return words.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga");
  }

  private static String withoutPoint(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
