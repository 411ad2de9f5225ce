package dev.seep.detector;

import static dev.seep.detector.Story.NEVER;
import static dev.seep.detector.Story.after;
import static dev.seep.detector.Story.constant;
import static dev.seep.detector.Story.exponential;
import static dev.seep.detector.Story.file;
import static dev.seep.detector.Story.in;
import static dev.seep.detector.Story.silent;
import static dev.seep.detector.Story.tcp;
import static dev.seep.detector.Story.uniform;
import static dev.seep.detector.Story.unread;
import static dev.seep.detector.Story.usedEvery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Population;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Processes that leak, most of them beside healthy work of the same kind. Each must be decided in
/// a minute, under any seed, at any cadence, and told of the right place.
class PlantedLeaksTest {
  private static final int SEEDS = 100;
  private static final int SUSPECT = 2;
  private static final int LEAK = 3;

  record Family(String name, int gravity, String place, Condition condition, Consumer<Story> tale) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Family> families() {
    return List.of(
        new Family(
            "never connected",
            LEAK,
            "",
            Condition.NEVER_CONNECTED,
            s ->
                s.ticking(1, -600, 60, tcp(""), constant(NEVER), in(Condition.NEVER_CONNECTED))
                    .standing(30, tcp("127.0.0.1:5432"), usedEvery(2))
                    .poisson(10, -5, 60, tcp("127.0.0.1:1965"), exponential(0.1), silent())),
        new Family(
            "connects that failed",
            LEAK,
            "127.0.0.1:1965",
            Condition.CONNECT_FAILED,
            s -> {
              s.ticking(1, 0, 60, tcp("127.0.0.1:1965"), constant(NEVER), pendingThenFailed());
              s.poisson(10, -5, 60, tcp("127.0.0.1:1965"), exponential(0.1), silent());
            }),
        new Family(
            "close wait",
            LEAK,
            "10.0.0.1:80",
            Condition.CLOSE_WAIT,
            s ->
                s.poisson(
                    1,
                    0,
                    60,
                    tcp("10.0.0.1:80"),
                    constant(NEVER),
                    after(0.3, Condition.CLOSE_WAIT))),
        new Family(
            "close wait beside long requests",
            LEAK,
            "10.0.0.1:80",
            Condition.CLOSE_WAIT,
            s ->
                s.poisson(
                        1,
                        -60,
                        60,
                        tcp("10.0.0.1:80"),
                        constant(NEVER),
                        after(1, Condition.CLOSE_WAIT))
                    .poisson(2, -60, 60, tcp("10.0.0.1:80"), uniform(5, 15), usedEvery(1))),
        new Family(
            "slow close wait",
            LEAK,
            "10.0.0.1:80",
            Condition.CLOSE_WAIT,
            s ->
                s.ticking(
                    0.2,
                    0,
                    60,
                    tcp("10.0.0.1:80"),
                    constant(NEVER),
                    after(0, Condition.CLOSE_WAIT))),
        new Family(
            "files among short jobs",
            LEAK,
            "/tmp/spool/*.job",
            Condition.OPEN,
            s ->
                s.ticking(1, 0, 60, file("/tmp/spool/*.job"), constant(NEVER), in(Condition.OPEN))
                    .poisson(8, -5, 60, file("/tmp/spool/*.job"), constant(1), in(Condition.OPEN))),
        new Family(
            "files without visible siblings",
            SUSPECT,
            "/srv/images/*.png",
            Condition.OPEN,
            s ->
                s.ticking(
                    1, 0, 60, file("/srv/images/*.png"), constant(NEVER), in(Condition.OPEN))),
        new Family(
            "silent connections",
            SUSPECT,
            "127.0.0.1:9999",
            Condition.IDLE,
            s ->
                s.ticking(1, 0, 60, tcp("127.0.0.1:9999"), constant(NEVER), silent())
                    .ticking(5, 0, 60, tcp("127.0.0.1:9999"), uniform(0.001, 0.02), silent())),
        new Family(
            "unread answers",
            SUSPECT,
            "127.0.0.1:8443",
            Condition.UNREAD,
            s ->
                s.ticking(1, 0, 60, tcp("127.0.0.1:8443"), constant(NEVER), unread())
                    .ticking(6, 0, 60, tcp("127.0.0.1:8443"), uniform(0.01, 0.05), silent())),
        new Family(
            "silent connections among used ones",
            SUSPECT,
            "10.0.0.9:80",
            Condition.IDLE,
            s ->
                s.poisson(1, 0, 60, tcp("10.0.0.9:80"), constant(NEVER), silent())
                    .poisson(0.5, -60, 60, tcp("10.0.0.9:80"), exponential(60), usedEvery(2))),
        new Family(
            "pipes",
            SUSPECT,
            "",
            Condition.ANONYMOUS,
            s -> {
              Population pipe = new Population("pipe", "", false);
              for (int i = 0; i < 60; i++) {
                double at = i + 0.1 * s.random.nextDouble();
                s.one(pipe, at, NEVER, Story.dated(Condition.ANONYMOUS));
                s.one(pipe, at, NEVER, Story.dated(Condition.ANONYMOUS));
              }
            }),
        new Family(
            "pipes for an hour",
            LEAK,
            "",
            Condition.ANONYMOUS,
            s ->
                s.poisson(
                    0.5,
                    -3_600,
                    60,
                    new Population("pipe", "", false),
                    constant(NEVER),
                    Story.dated(Condition.ANONYMOUS))),
        new Family(
            "resolver sockets",
            SUSPECT,
            "127.0.0.53:53",
            Condition.DATAGRAM,
            s ->
                s.poisson(
                    1,
                    0,
                    60,
                    new Population("udp", "127.0.0.53:53", false),
                    constant(NEVER),
                    in(Condition.DATAGRAM))),
        new Family(
            "threads",
            SUSPECT,
            "",
            Condition.THREAD,
            s ->
                s.poisson(
                    1,
                    0,
                    60,
                    new Population("thread", "", false),
                    constant(NEVER),
                    in(Condition.THREAD))),
        new Family(
            "one socket to each of many peers",
            LEAK,
            "*:443",
            Condition.CLOSE_WAIT,
            s -> {
              for (int i = 0; i < 60; i++) {
                s.one(tcp("10.1.0." + i + ":443"), i + 0.3, NEVER, in(Condition.CLOSE_WAIT));
              }
            }),
        new Family(
            "many ports of one host",
            LEAK,
            "10.1.0.7:*",
            Condition.CLOSE_WAIT,
            s -> {
              for (int i = 0; i < 60; i++) {
                s.one(tcp("10.1.0.7:" + (5_000 + i)), i + 0.3, NEVER, in(Condition.CLOSE_WAIT));
              }
            }),
        new Family(
            "files of many names",
            SUSPECT,
            "/srv/people/*.png",
            Condition.OPEN,
            s -> {
              for (int i = 0; i < 60; i++) {
                s.one(file("/srv/people/name" + i + ".png"), i + 0.3, NEVER, in(Condition.OPEN));
              }
            }));
  }

  private static Story.Behaviour pendingThenFailed() {
    return (key, population, age) ->
        in(age < 3 ? Condition.CONNECTING : Condition.CONNECT_FAILED).at(key, population, age);
  }

  @ParameterizedTest
  @MethodSource("families")
  void everyLeakIsDecidedWithinAMinute(Family family) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed);
      family.tale.accept(story);
      double every = seed % 2 == 0 ? 0.5 : 1;
      List<Assessment> assessments = story.watch(60, every).assess();
      assertThat(assessments)
          .as("%s, seed %d, a look every %s s", family, seed, every)
          .isNotEmpty()
          .first()
          .satisfies(gravest -> {
            assertThat(gravest.verdict().gravity()).isGreaterThanOrEqualTo(family.gravity);
            assertThat(gravest.population().place()).isEqualTo(family.place);
            assertThat(gravest.condition()).isEqualTo(family.condition);
          });
      assertThat(assessments.stream().filter(each -> each.verdict().gravity() >= 2))
          .as("%s, seed %d: one leak, one finding", family, seed)
          .hasSize(1);
    }
  }
}
