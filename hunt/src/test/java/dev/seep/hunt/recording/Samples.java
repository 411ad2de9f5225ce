package dev.seep.hunt.recording;

import dev.seep.evidence.Condition;
import dev.seep.evidence.EndedLife;
import dev.seep.evidence.HeapUse;
import dev.seep.evidence.ManagedRuntime;
import dev.seep.evidence.MappingUse;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Looks at a process that nobody wrote: what is open comes, goes, changes and swaps places by
/// chance.
final class Samples {
  /// A newline, an escape, quotes, a NUL, half of a pair, and a whole pair.
  static final List<String> HOSTILE =
      List.of("a\nb", "\u001b[31m", "\"\\\u0000", "\udc80\ud800", "\ud83d\ude00", "é\u2028");

  private final Random random;
  private final List<Sighting> open = new ArrayList<>();
  private double at;
  private int born;

  Samples(long seed) {
    random = new Random(seed);
  }

  Sample next() {
    open.removeIf(each -> random.nextInt(12) == 0);
    double step = random.nextDouble();
    at += step;
    open.replaceAll(each ->
        switch (random.nextInt(6)) {
          case 0 -> sighting(each.key());
          case 1 -> each;
          default -> older(each, step);
        });
    for (int i = random.nextInt(8); i > 0; i--) {
      born++;
      OpenFileKey key =
          new OpenFileKey(random.nextInt(-1, 500), random.nextLong(), born, random.nextLong());
      open.add(random.nextInt(open.size() + 1), sighting(key));
    }
    if (open.size() > 1 && random.nextInt(4) == 0) {
      open.add(open.remove(0));
    }
    if (!open.isEmpty() && random.nextInt(9) == 0) {
      open.add(open.get(random.nextInt(open.size())));
    }
    return new Sample(
        at,
        open,
        ended(),
        random.nextBoolean(),
        random.nextLong(),
        random.nextLong(),
        random.nextBoolean() ? null : mappings(),
        random.nextBoolean() ? null : heap());
  }

  private MappingUse mappings() {
    ManagedRuntime[] runtimes = ManagedRuntime.values();
    return new MappingUse(
        runtimes[random.nextInt(runtimes.length)],
        random.nextInt(),
        random.nextInt(),
        random.nextInt(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong());
  }

  private HeapUse heap() {
    return new HeapUse(
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong());
  }

  private static Sighting older(Sighting it, double seconds) {
    return new Sighting(
        it.key(),
        it.population(),
        it.condition(),
        it.idleSeconds() + seconds,
        it.bornSecondsAgo() + seconds,
        it.site());
  }

  private Sighting sighting(OpenFileKey key) {
    Condition[] conditions = Condition.values();
    return new Sighting(
        key,
        population(),
        conditions[random.nextInt(conditions.length)],
        time(),
        time(),
        random.nextInt(5));
  }

  private Population population() {
    String place = HOSTILE.get(random.nextInt(HOSTILE.size())) + random.nextInt(3);
    return new Population(random.nextBoolean() ? "tcp" : "file", place, random.nextBoolean());
  }

  private double time() {
    return random.nextInt(4) == 0 ? Double.NaN : random.nextDouble() * random.nextInt(1, 10_000);
  }

  private List<EndedLife> ended() {
    List<EndedLife> ended = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      double weight = random.nextInt(1, 100) / 7.0;
      ended.add(new EndedLife(population(), random.nextInt(3), random.nextDouble(), weight));
    }
    return ended;
  }
}
