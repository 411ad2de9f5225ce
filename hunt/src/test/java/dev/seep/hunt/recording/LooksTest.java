package dev.seep.hunt.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Cost;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.EndedLife;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Sighting;
import dev.seep.evidence.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LooksTest {
  private static final DescriptorLimits LIMITS = Recordings.LIMITS;
  private static final Source EBPF = Source.EBPF;
  private static final double INFINITE = Double.NEGATIVE_INFINITY;

  /// The tolerance, and half a millisecond for rounding.
  private static final Offset<Double> ROUNDING = within((Changes.TOLERANCE_MILLIS + 1) / 1e3);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyLookComesBackAsItWasWithItsTimesRounded(long seed) throws Exception {
    Samples samples = new Samples(seed);
    Changes changes = new Changes();
    Looks written = new Looks();
    Looks read = new Looks();
    for (int i = 0; i < 200; i++) {
      Sample sample = samples.next();
      Lines.Look look = changes.of(sample, i, written.held());
      Sample judged = written.add(look);
      Sample again = read.add((Lines.Look) throughTheFile(look));
      assertThat(again).as("seed %d, look %d", seed, i).isEqualTo(judged);
      assertAlike(again, sample, "seed " + seed + ", look " + i);
    }
  }

  private static void assertAlike(Sample actual, Sample expected, String where) {
    assertThat(actual.atSeconds()).as(where).isEqualTo(expected.atSeconds());
    assertThat(actual.traced()).as(where).isEqualTo(expected.traced());
    assertThat(actual.anonymousBytes()).as(where).isEqualTo(expected.anonymousBytes());
    assertThat(actual.residentBytes()).as(where).isEqualTo(expected.residentBytes());
    assertThat(actual.mappings()).as(where).isEqualTo(expected.mappings());
    assertThat(actual.heap()).as(where).isEqualTo(expected.heap());
    assertThat(actual.sightings()).as(where).hasSameSizeAs(expected.sightings());
    for (int i = 0; i < expected.sightings().size(); i++) {
      Sighting is = actual.sightings().get(i);
      Sighting was = expected.sightings().get(i);
      assertThat(timeless(is)).as(where).isEqualTo(timeless(was));
      assertThat(is.idleSeconds()).as(where).isCloseTo(was.idleSeconds(), ROUNDING);
      assertThat(is.bornSecondsAgo()).as(where).isCloseTo(was.bornSecondsAgo(), ROUNDING);
    }
    assertThat(actual.ended()).as(where).hasSameSizeAs(expected.ended());
    for (int i = 0; i < expected.ended().size(); i++) {
      EndedLife is = actual.ended().get(i);
      EndedLife was = expected.ended().get(i);
      assertThat(is.population()).as(where).isEqualTo(was.population());
      assertThat(is.site()).as(where).isEqualTo(was.site());
      assertThat(is.weight()).as(where).isEqualTo(was.weight());
      assertThat(is.lifeSeconds()).as(where).isCloseTo(was.lifeSeconds(), within(1e-6));
    }
  }

  private static Sighting timeless(Sighting it) {
    return new Sighting(it.key(), it.population(), it.condition(), 0, 0, it.site());
  }

  private static Lines throughTheFile(Lines line) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (LineOutput out = new LineOutput(bytes)) {
      out.write(line);
    }
    try (LineInput in = new LineInput(new ByteArrayInputStream(bytes.toByteArray()))) {
      Lines read = in.next();
      assertThat(in.next()).isNull();
      assertThat(in.isCut()).isFalse();
      assertThat(read).isNotNull();
      return java.util.Objects.requireNonNull(read);
    }
  }

  @Test
  void oneOfEverythingComesBackAsItWas() throws Exception {
    for (Lines line :
        List.of(
            new Lines.Head(
                "\ud800", Recordings.PROCESS.startedAt(), Recordings.PROCESS, LIMITS, EBPF),
            new Lines.Last(Recordings.inventory(), 15),
            new Lines.Descriptors(Recordings.inventory().descriptors()),
            new Lines.Sites(List.copyOf(Recordings.TESTIMONY.sites().values())),
            new Lines.Lives(Recordings.TESTIMONY.lives()),
            new Lines.End(Recordings.WATCHED, List.of(), new Cost(Double.NaN, -1), -5),
            new Lines.End(Recordings.WATCHED, List.of(), new Cost(INFINITE, -1), 5))) {
      assertThat(throughTheFile(line)).isEqualTo(line);
    }
  }

  @Test
  void idlingChangesNothing() throws Exception {
    Changes changes = new Changes();
    Looks looks = new Looks();
    looks.add(changes.of(look(1, 10), 1, looks.held()));
    for (int i = 2; i < 50; i++) {
      Lines.Look next = changes.of(look(i, 10 + (i - 1) + (i % 2) * 0.04), 1, looks.held());
      assertThat(next.changed()).isEmpty();
      looks.add(next);
    }
    assertThat(changes.of(look(50, 0), 1, looks.held()).changed()).hasSize(1);
  }

  private static Sample look(double at, double idleSeconds) {
    Sighting one =
        new Sighting(
            new OpenFileKey(3, 8, 1, 0),
            new Population("tcp", "10.0.0.7:443", false),
            Condition.IDLE,
            idleSeconds,
            Double.NaN);
    return new Sample(at, List.of(one), -1, -1);
  }

  @Test
  void aLookThatCannotFollowIsRefused() {
    List<Lines.Change> beyond = List.of(new Lines.Change(7, 0, Condition.IDLE, null, null, 0));
    assertRefused(bad(List.of(), beyond, List.of()), "beyond the end");
    assertRefused(bad(List.of(-1), List.of(), List.of()), "out of order");
    assertRefused(bad(List.of(), List.of(), List.of(opened(0, 3))), "never named");
    assertRefused(bad(List.of(), List.of(), List.of(opened(4, 0))), "beyond the end");
    assertRefused(bad(List.of(), List.of(), List.of(opened(0, 0), opened(0, 0))), "out of order");
  }

  private static Lines.Opened opened(int index, int place) {
    return new Lines.Opened(index, 3, 0, 1, 0, place, Condition.IDLE, null, null, 0);
  }

  private static Lines.Look bad(
      List<Integer> closed, List<Lines.Change> changed, List<Lines.Opened> opened) {
    List<Population> places = List.of(new Population("tcp", "", false));
    return new Lines.Look(
        1, 1, false, -1, -1, null, null, places, closed, changed, opened, List.of());
  }

  private static void assertRefused(Lines.Look look, String why) {
    assertThatThrownBy(() -> new Looks().add(look))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining(why);
  }
}
