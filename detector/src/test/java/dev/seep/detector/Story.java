package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.EndedLife;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A simulated process: descriptors that are opened and closed at drawn times, and what a look at
/// any moment would find. Time 0 is when the watch begins; what happens before makes the backlog.
final class Story {
  static final double NEVER = Double.POSITIVE_INFINITY;

  /// What a look finds of one descriptor.
  interface Behaviour {
    Sighting at(OpenFileKey key, Population population, double age);
  }

  private record Life(
      OpenFileKey key, Population place, double open, double close, Behaviour how, int site) {}

  /// A span of time, drawn anew for each descriptor.
  interface Span {
    double draw(Random random);
  }

  final Random random;
  private final List<Life> lives = new ArrayList<>();
  private int numbers = 3;
  private int site;
  private double tracedFrom = NEVER;
  private double lastLook = Double.NEGATIVE_INFINITY;

  Story(long seed) {
    random = new Random(seed);
  }

  static Behaviour in(Condition condition) {
    return (key, population, age) ->
        new Sighting(key, population, condition, Double.NaN, Double.NaN);
  }

  /// As [#in], with the time of birth told, as for pipes.
  static Behaviour dated(Condition condition) {
    return (key, population, age) -> new Sighting(key, population, condition, Double.NaN, age);
  }

  /// Established, then in another condition.
  static Behaviour after(double seconds, Condition condition) {
    return (key, population, age) ->
        age < seconds
            ? new Sighting(key, population, Condition.ACTIVE, age, Double.NaN)
            : new Sighting(key, population, condition, Double.NaN, Double.NaN);
  }

  /// Established, with data every `period` seconds.
  static Behaviour usedEvery(double period) {
    return (key, population, age) -> established(key, population, age % period, Condition.IDLE);
  }

  /// Established, one exchange at the start and silence after it.
  static Behaviour silent() {
    return (key, population, age) -> established(key, population, age, Condition.IDLE);
  }

  /// Established, with an answer that nobody reads.
  static Behaviour unread() {
    return (key, population, age) -> established(key, population, age, Condition.UNREAD);
  }

  private static Sighting established(
      OpenFileKey key, Population population, double idle, Condition whenIdle) {
    Condition condition = idle < 5 ? Condition.ACTIVE : whenIdle;
    return new Sighting(key, population, condition, idle, Double.NaN);
  }

  static Span exponential(double mean) {
    return random -> -mean * Math.log(1 - random.nextDouble());
  }

  static Span constant(double seconds) {
    return random -> seconds;
  }

  static Span uniform(double least, double most) {
    return random -> least + (most - least) * random.nextDouble();
  }

  static Span logNormal(double median, double sigma) {
    return random -> median * Math.exp(sigma * random.nextGaussian());
  }

  static Population tcp(String peer) {
    return new Population("tcp", peer, false);
  }

  static Population accepted(String listener) {
    return new Population("tcp", listener, true);
  }

  static Population file(String pattern) {
    return new Population("file", pattern, false);
  }

  /// What is told from here on is opened at this call site.
  Story at(int callSite) {
    site = callSite;
    return this;
  }

  /// A tracer is there from the first look on: it names the site of what opens from then on, a
  /// second after it was opened, and tells of the lives that no look sees.
  Story traced() {
    tracedFrom = 0;
    return this;
  }

  Story one(Population place, double open, double close, Behaviour how) {
    int number = numbers++;
    lives.add(
        new Life(new OpenFileKey(number, 8, 10_000 + number, 0), place, open, close, how, site));
    return this;
  }

  /// Arrivals at `perSecond` between two times, spaced by chance (Poisson).
  Story poisson(
      double perSecond, double from, double to, Population place, Span life, Behaviour how) {
    for (double at = from; ; ) {
      at += exponential(1 / perSecond).draw(random);
      if (at >= to) {
        return this;
      }
      one(place, at, at + life.draw(random), how);
    }
  }

  /// Arrivals at even steps, each a little off, as a timer makes them.
  Story ticking(
      double perSecond, double from, double to, Population place, Span life, Behaviour how) {
    for (double at = from + random.nextDouble() / perSecond; at < to; at += 1 / perSecond) {
      double open = at + 0.02 * random.nextDouble();
      one(place, open, open + life.draw(random), how);
    }
    return this;
  }

  Story standing(int count, Population place, Behaviour how) {
    for (int i = 0; i < count; i++) {
      one(place, -100 - 50 * random.nextDouble(), NEVER, how);
    }
    return this;
  }

  Sample at(double time) {
    List<Sighting> seen = new ArrayList<>();
    List<EndedLife> ended = new ArrayList<>();
    for (Life life : lives) {
      if (life.open() <= time && time < life.close()) {
        Sighting plain = life.how().at(life.key(), life.place(), time - life.open());
        seen.add(named(plain, life, time));
      } else if (life.open() > tracedFrom && life.close() > lastLook && life.close() <= time) {
        ended.add(new EndedLife(life.place(), life.site(), life.close() - life.open(), 1));
      }
    }
    lastLook = time;
    return new Sample(time, seen, ended, tracedFrom <= time, -1, -1);
  }

  private Sighting named(Sighting plain, Life life, double time) {
    boolean known = life.open() > tracedFrom && time - life.open() >= 1;
    return new Sighting(
        plain.key(),
        plain.population(),
        plain.condition(),
        plain.idleSeconds(),
        plain.bornSecondsAgo(),
        known ? life.site() : 0);
  }

  HuntDetector watch(double seconds, double every) {
    HuntDetector detector = new HuntDetector();
    for (double at = 0; at <= seconds; at += every) {
      detector.add(at(at));
    }
    return detector;
  }

  /// When a hunt that stops as soon as it is sure ends; `seconds` when it never is.
  double surenessAt(double seconds, double every) {
    HuntDetector detector = new HuntDetector();
    for (double at = 0; at <= seconds; at += every) {
      detector.add(at(at));
      if (detector.sure()) {
        return at;
      }
    }
    return seconds;
  }
}
