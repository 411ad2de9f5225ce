package dev.seep.benchmarks.judge;

import dev.seep.benchmarks.judge.Evaluation.Seeds;
import dev.seep.testkit.lifetimes.LifetimeFamilies;
import dev.seep.testkit.lifetimes.LifetimeFamily;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// What the command line asks for.
///
/// @param frozen a final run: on seeds that no threshold was chosen by, and told in the history
record JudgeOptions(Evaluation evaluation, boolean json, boolean frozen) {
  static final String USAGE =
      """
      usage: benchmarks/judge [--seeds FROM..TO] [--families A,B] [--contenders A,B] [--threads N]
                              [--json] [--frozen] [--list]

        --seeds       the runs of each family, 1..20 unless given; 1 to 99999 are for tuning
        --families    of those that are simulated, all unless given; `healthy` and `leaking` are words
        --contenders  agefloor, reference, predict_linear, mann_kendall_6h, mann_kendall_24h
        --threads     2 unless given
        --list        the families, with tier, horizon and story
        --json        instead of Markdown
        --frozen      a final run: seeds 100000..100039 (or --seeds from 100000 on), after which no
                      threshold is touched; it appends a line to benchmarks/judge-history.md

      Exits 1 when a bar is missed, 2 when the command line is wrong.\
      """;

  private static final List<Contender> CONTENDERS =
      List.of(
          new AgeFloor(),
          new ReferenceDetector(),
          new PredictLinear(),
          new MannKendall(6),
          new MannKendall(24));

  /// @throws IllegalArgumentException that says what is wrong, for people
  static JudgeOptions of(String... arguments) {
    Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
    boolean frozen = rest.contains("--frozen");
    Seeds seeds = frozen ? new Seeds(Seeds.FINAL, Seeds.FINAL + 39) : new Seeds(1, 20);
    List<LifetimeFamily> families = LifetimeFamilies.all();
    List<Contender> contenders = CONTENDERS;
    int threads = 2;
    boolean json = false;
    while (!rest.isEmpty()) {
      String option = rest.remove();
      switch (option) {
        case "--seeds" -> seeds = seeds(value(option, rest));
        case "--families" -> families = families(value(option, rest));
        case "--contenders" -> contenders = contenders(value(option, rest));
        case "--threads" -> threads = (int) number(option, value(option, rest));
        case "--json" -> json = true;
        case "--frozen" -> {}
        default -> throw new IllegalArgumentException("no option is named " + option);
      }
    }
    check(seeds, threads, frozen);
    return new JudgeOptions(new Evaluation(families, contenders, seeds, threads), json, frozen);
  }

  private static void check(Seeds seeds, int threads, boolean frozen) {
    if (threads < 1) {
      throw new IllegalArgumentException("--threads takes 1 or more, not " + threads);
    }
    if (frozen != seeds.areFinal() || (!frozen && seeds.last() >= Seeds.FINAL)) {
      throw new IllegalArgumentException(
          "seeds from "
              + Seeds.FINAL
              + " on are for final runs with --frozen, and only they are; not "
              + seeds);
    }
  }

  private static String value(String option, Deque<String> rest) {
    String value = rest.poll();
    if (value == null) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return value;
  }

  private static Seeds seeds(String range) {
    int dots = range.indexOf("..");
    if (dots < 0) {
      throw new IllegalArgumentException("--seeds takes FROM..TO, not " + range);
    }
    return new Seeds(
        number("--seeds", range.substring(0, dots)), number("--seeds", range.substring(dots + 2)));
  }

  private static long number(String option, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " takes whole numbers, not " + text, e);
    }
  }

  private static List<LifetimeFamily> families(String names) {
    return switch (names) {
      case "healthy" -> LifetimeFamilies.healthy();
      case "leaking" -> LifetimeFamilies.leaking();
      default -> Arrays.stream(names.split(",", -1)).map(LifetimeFamilies::named).toList();
    };
  }

  private static List<Contender> contenders(String names) {
    return Arrays.stream(names.split(",", -1)).map(JudgeOptions::contender).toList();
  }

  private static Contender contender(String name) {
    return CONTENDERS.stream()
        .filter(contender -> contender.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no contender is named "
                    + name
                    + "; there are "
                    + CONTENDERS.stream().map(Contender::name).toList()));
  }
}
