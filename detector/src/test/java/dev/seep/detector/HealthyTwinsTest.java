package dev.seep.detector;

import static dev.seep.detector.Story.NEVER;
import static dev.seep.detector.Story.accepted;
import static dev.seep.detector.Story.after;
import static dev.seep.detector.Story.constant;
import static dev.seep.detector.Story.exponential;
import static dev.seep.detector.Story.file;
import static dev.seep.detector.Story.in;
import static dev.seep.detector.Story.logNormal;
import static dev.seep.detector.Story.silent;
import static dev.seep.detector.Story.tcp;
import static dev.seep.detector.Story.uniform;
import static dev.seep.detector.Story.usedEvery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Processes that are well. None may be called worse than unknown, under any seed, at any cadence.
class HealthyTwinsTest {
  private static final int SEEDS = 200;

  record Family(String name, Consumer<Story> tale) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Family> families() {
    return List.of(
        new Family("stable pool", s -> s.standing(30, tcp("10.0.0.1:5432"), usedEvery(3))),
        new Family("silent stable pool", s -> s.standing(30, tcp("10.0.0.1:5432"), silent())),
        new Family(
            "short connections at one rate",
            s -> s.poisson(8, -30, 60, tcp("10.0.0.2:80"), exponential(0.5), silent())),
        new Family(
            "busy crawler of many peers",
            s -> {
              for (int i = 0; i < 40; i++) {
                s.poisson(0.4, -30, 60, tcp("10.0.1." + i + ":443"), logNormal(1, 1), silent());
              }
            }),
        new Family(
            "steady sessions",
            s -> s.poisson(1, -200, 60, accepted("*:8080"), exponential(30), usedEvery(4))),
        new Family(
            "steady silent sessions",
            s -> s.poisson(1, -300, 60, accepted("*:8080"), exponential(40), silent())),
        new Family(
            "long silent sessions",
            s -> s.poisson(0.2, -2_000, 60, accepted("*:8080"), exponential(300), silent())),
        new Family(
            "heavy tailed lives",
            s -> s.poisson(4, -300, 60, tcp("10.0.0.3:443"), logNormal(1, 2), silent())),
        new Family(
            "load that grows",
            s -> {
              for (int i = 0; i < 6; i++) {
                s.poisson(1 + i, 10 * i, 10 * i + 10, accepted("*:8080"), exponential(2), silent());
              }
            }),
        new Family(
            "burst that decays",
            s ->
                s.poisson(2, -30, 60, accepted("*:8080"), exponential(1), silent())
                    .poisson(30, 15, 20, accepted("*:8080"), exponential(12), silent())),
        new Family(
            "users that truly grow",
            s -> s.poisson(1, 0, 60, accepted("*:9000"), constant(NEVER), usedEvery(4))),
        new Family(
            "users with a slow heartbeat",
            s -> s.poisson(1, -30, 60, accepted("*:9000"), constant(NEVER), usedEvery(15))),
        new Family(
            "log rotation",
            s -> {
              for (int i = -2; i < 12; i++) {
                s.one(file("/var/log/app/app.log"), 5 * i, 5 * i + 5, in(Condition.OPEN));
              }
              s.standing(20, file("/srv/data/*.db"), in(Condition.OPEN));
            }),
        new Family(
            "pool warming up",
            s -> s.poisson(2, 0, 15, tcp("10.0.0.1:5432"), constant(NEVER), silent())),
        new Family(
            "files warming up",
            s ->
                s.poisson(3, 0, 20, file("/srv/index/*.seg"), constant(NEVER), in(Condition.OPEN))),
        new Family("files closed by collector", s -> collected(s, 12, 2)),
        new Family("files closed by rare collector", s -> collected(s, 19, 1)),
        new Family(
            "keep alive 15 from cold",
            s -> s.ticking(1, 0, 60, tcp("10.0.0.4:80"), constant(15), silent())),
        new Family(
            "keep alive 30 from cold",
            s -> s.ticking(1, 0, 60, tcp("10.0.0.4:80"), constant(30), silent())),
        new Family(
            "keep alive 30 steady",
            s -> s.poisson(1, -100, 60, tcp("10.0.0.4:80"), constant(30), silent())),
        new Family(
            "requests with a 2 s timeout",
            s ->
                s.ticking(1, 0, 60, tcp("127.0.0.1:9999"), constant(2), silent())
                    .ticking(5, 0, 60, tcp("127.0.0.1:9999"), uniform(0.001, 0.02), silent())),
        new Family(
            "transient close wait",
            s ->
                s.poisson(
                    2,
                    -60,
                    60,
                    tcp("10.0.0.5:80"),
                    exponential(5),
                    after(0.2, Condition.CLOSE_WAIT))),
        new Family(
            "pending connects that time out",
            s ->
                s.ticking(
                    3, 0, 60, tcp("10.0.0.6:80"), uniform(0.5, 3.2), in(Condition.CONNECTING))),
        new Family(
            "jobs under a wave of load",
            s -> {
              for (int i = -10; i < 60; i++) {
                double rate = 8 - 6 * Math.cos(2 * Math.PI * i / 20);
                s.poisson(
                    rate, i, i + 1, file("/tmp/spool/*.job"), constant(1), in(Condition.OPEN));
              }
            }),
        new Family(
            "children with pipes",
            s ->
                s.poisson(
                    2,
                    -30,
                    60,
                    new dev.seep.evidence.Population("pipe", "", false),
                    exponential(3),
                    Story.dated(Condition.ANONYMOUS))));
  }

  /// Nobody closes them but the collector, which comes every `period` seconds and takes all.
  private static void collected(Story story, double period, double perSecond) {
    double phase = period * story.random.nextDouble();
    for (double from = phase - 5 * period; from < 60; from += period) {
      for (double at = from; at < from + period; at += 1 / perSecond) {
        double open = at + story.random.nextDouble() / perSecond;
        story.one(file("/srv/stream/*.bin"), open, from + period, in(Condition.OPEN));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void noHealthyProcessIsSuspected(Family family) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed);
      family.tale.accept(story);
      double every = seed % 2 == 0 ? 0.5 : 1;
      List<Assessment> assessments = story.watch(60, every).assess();
      assertThat(assessments)
          .as("%s, seed %d, a look every %s s", family, seed, every)
          .allMatch(each -> each.verdict().gravity() <= 1);
    }
  }
}
