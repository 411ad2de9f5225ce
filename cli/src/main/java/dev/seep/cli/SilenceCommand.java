package dev.seep.cli;

import dev.seep.cli.SilenceApi.Answer;
import dev.seep.evidence.Blind;
import dev.seep.evidence.KernelText;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "silence",
    description = "Let nobody be told of some incidents for a while: add, list or end silences.",
    footer = {
      "",
      "add takes matchers such as workload=unit:nginx.service; all must hold, and",
      "* stands for any text. end takes the id that add printed and list shows.",
      "A running seep watch is asked, whose token is taken from --token-file or",
      "from the variable SEEP_TOKEN.",
      "",
      "Exit codes: 0 done, 3 the watch cannot be asked, 64 wrong usage,",
      "77 not permitted.",
      "",
      "Examples:",
      "  seep silence add workload=unit:nginx.service --for 2h --comment 'migration'",
      "  seep silence list --json               for a script",
      "  seep silence end 3f2a                  people are told again"
    })
final class SilenceCommand implements Callable<Integer> {
  static final String TOKEN_VARIABLE = "SEEP_TOKEN";

  /// What is to be done.
  enum Action {
    add,
    list,
    end
  }

  @Parameters(index = "0", paramLabel = "ACTION", description = "add, list or end.")
  Action action = Action.list;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "MATCHER|ID",
      description = "For add label=value, for end the id.")
  List<String> words = List.of();

  @Option(
      names = "--for",
      order = 10,
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long, such as 2h or 7d (default: 2h).")
  Duration length = Duration.ofHours(2);

  @Option(names = "--comment", order = 11, paramLabel = "TEXT", description = "Why.")
  String comment = "";

  @Option(
      names = "--by",
      order = 12,
      paramLabel = "NAME",
      description = "Who wants it (default: the user).")
  String by = System.getProperty("user.name", "");

  @Option(
      names = "--url",
      order = 20,
      paramLabel = "URL",
      description = "Where seep watch is (default: http://127.0.0.1:7337).")
  URI url = URI.create("http://127.0.0.1:7337");

  @Option(
      names = "--token-file",
      order = 21,
      paramLabel = "FILE",
      description = "File that holds the token of the watch.")
  @Nullable Path tokenFile;

  @Option(
      names = "--json",
      order = 90,
      description = "Print the answer of the watch as JSON and nothing else.")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      order = 99,
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private final Session session;
  private final Map<String, String> environment;

  SilenceCommand(Session session) {
    this(session, System.getenv());
  }

  SilenceCommand(Session session, Map<String, String> environment) {
    this.session = session;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    String wrong = wrong();
    if (!wrong.isEmpty()) {
      session.say(wrong);
      session.say("see `seep silence --help`");
      return ExitCode.USAGE;
    }
    Answer answer = ask();
    return switch (answer) {
      case Answer.Good(String text) -> {
        show(text);
        yield ExitCode.HEALTHY;
      }
      case Answer.Refused(Blind why) -> {
        session.say(why);
        yield ExitCode.of(why);
      }
    };
  }

  private Answer ask() {
    Instant now = now();
    try (SilenceApi api = SilenceApi.open(url, tokenFile, environment)) {
      return switch (action) {
        case list -> api.list();
        case add -> api.add(matchers(), now, now.plus(length), by, comment);
        case end -> api.end(words.getFirst());
      };
    } catch (UnseenException e) {
      return new Answer.Refused(e.blind());
    }
  }

  private Instant now() {
    return session.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private String wrong() {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null) {
      return "--url must be http://host:port, not " + KernelText.printable(url.toString());
    }
    return switch (action) {
      case list -> words.isEmpty() ? "" : "list takes no further words";
      case end ->
          words.size() == 1 ? "" : "end takes the id of one silence; see `seep silence list`";
      case add -> words.isEmpty() ? "add needs a matcher such as workload=unit:*" : wrongMatcher();
    };
  }

  private String wrongMatcher() {
    for (String word : words) {
      if (!word.matches("(?s)[a-zA-Z_][a-zA-Z0-9_]*=.+")) {
        return "'" + KernelText.printable(word) + "' is no matcher such as workload=unit:*";
      }
    }
    return matchers().size() == words.size() ? "" : "a label is there twice";
  }

  private Map<String, String> matchers() {
    Map<String, String> matchers = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      matchers.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return matchers;
  }

  private void show(String text) {
    if (json) {
      session.out().text(text.endsWith("\n") ? text : text + "\n");
      return;
    }
    switch (action) {
      case list -> session.out().text(SilenceList.of(text, session.clock().instant()));
      case add -> {
        String id = KernelText.printable(SilenceList.id(text));
        session.out().text("silence " + id + " until " + now().plus(length) + "\n");
      }
      case end -> session.out().text("ended\n");
    }
  }
}
