package dev.seep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryTest {
  private static final SeriesKey OPEN = new SeriesKey("unit:a.service/a/0", "open");
  private static final SeriesKey LIMIT = new SeriesKey("unit:a.service/a/0", "soft_limit");

  /// A newline, an escape, a NUL, a quote, HTML, an undecodable byte, a lone high surrogate.
  private static final String HOSTILE = "a\n\u001b[31m\0\"'<b>\udcff\ud800,=1+1 \ud83d\ude00";

  @TempDir Path folder;

  @Test
  void whatWasTickedIsThereForAReaderAtOnce() {
    try (History history = Stores.open(folder);
        HistoryReader reader = Stores.read(folder)) {
      history.tick(Stores.START, List.of(new Point(OPEN, 7)), List.of());
      assertThat(Stores.samples(reader, OPEN)).containsExactly(new Stores.Sample(Stores.START, 7));
      history.tick(Stores.START.plusSeconds(5), List.of(Point.gone(OPEN)), List.of());
      assertThat(Stores.samples(reader, OPEN)).hasSize(2);
      assertThat(reader.size().limitBytes()).isEqualTo(Stores.LARGE.bytes());
      assertThat(reader.size().samples()).isEqualTo(2);
    }
  }

  @Test
  void aValueThatHoldsIsThereThoughItWasSampledLongBefore() {
    try (History history = Stores.open(folder)) {
      history.tick(Stores.START, List.of(new Point(LIMIT, 1_024)), List.of());
      Instant now = Stores.START;
      for (int i = 1; i < 6_000; i++) {
        now = Stores.START.plusSeconds(10L * i);
        history.tick(now, List.of(new Point(OPEN, i)), List.of());
      }
      Instant from = now.minusSeconds(600);
      assertThat(history.series(OPEN.owner(), from, now)).containsExactly(OPEN, LIMIT);
      assertThat(history.track(LIMIT, from, now, 10).steps())
          .hasSize(10)
          .allMatch(step -> step.last() == 1_024 && step.low() == 1_024 && step.high() == 1_024);
      assertThat(history.series(Instant.EPOCH, Stores.START.minusMillis(1))).isEmpty();
    }
  }

  @Test
  void aHeldValueIsNotExtendedOverTheTimeNobodyWatched() {
    Instant later = Stores.START.plus(Duration.ofHours(2));
    try (History history = Stores.open(folder)) {
      history.tick(Stores.START, List.of(new Point(OPEN, 7)), List.of());
      history.tick(Stores.START.plusSeconds(60), List.of(), List.of());
    }
    try (History history = Stores.open(folder)) {
      history.tick(later, List.of(new Point(OPEN, 9)), List.of());
      history.tick(later.plusSeconds(60), List.of(), List.of());
      List<Track.Step> steps =
          history.track(OPEN, Stores.START, later.plusSeconds(60), 121).steps();
      assertThat(steps.getFirst().last()).isEqualTo(7);
      assertThat(steps.subList(2, 120)).allMatch(Track.Step::isGap);
      assertThat(steps.getLast().last()).isEqualTo(9);
      assertThat(history.series(Stores.START.plusSeconds(120), later.minusSeconds(1))).isEmpty();
    }
  }

  @Test
  void aLongSilenceIsAGapAndWhatHeldHoldsAgainAfterIt() {
    Instant later = Stores.START.plus(Duration.ofMinutes(8));
    try (History history = Stores.open(folder)) {
      history.tick(Stores.START, List.of(new Point(OPEN, 7)), List.of());
      history.tick(Stores.START.plusSeconds(5), List.of(), List.of());
      history.tick(later, List.of(), List.of());
      history.tick(later.plusSeconds(59), List.of(), List.of());
      List<Track.Step> steps = history.track(OPEN, Stores.START, later.plusSeconds(60), 9).steps();
      assertThat(steps.getFirst().last()).isEqualTo(7);
      assertThat(steps.subList(1, 8)).allMatch(Track.Step::isGap);
      assertThat(steps.getLast().last()).isEqualTo(7);
    }
  }

  @Test
  void extremesOfAStepAreKept() {
    try (History history = Stores.open(folder)) {
      for (int i = 0; i < 100; i++) {
        long value = i == 50 ? 1_000 : i == 51 ? -5 : 100;
        history.tick(Stores.START.plusSeconds(i), List.of(new Point(OPEN, value)), List.of());
      }
      Track.Step step =
          history.track(OPEN, Stores.START, Stores.START.plusSeconds(100), 1).steps().getFirst();
      assertThat(step).isEqualTo(new Track.Step(Stores.START, 100, -5, 1_000));
    }
  }

  @Test
  void hostileNamesComeBackAsTheyWere() {
    SeriesKey hostile = new SeriesKey(HOSTILE, HOSTILE, HOSTILE);
    SeriesKey alike = new SeriesKey(HOSTILE, HOSTILE, HOSTILE.replace('\udcff', '\udcfe'));
    Mark mark = new Mark(Stores.START, HOSTILE, HOSTILE, HOSTILE);
    try (History history = Stores.open(folder)) {
      history.tick(
          Stores.START, List.of(new Point(hostile, 1), new Point(alike, 2)), List.of(mark));
      history.documents().put(HOSTILE, HOSTILE, HOSTILE);
    }
    try (History history = Stores.open(folder)) {
      assertThat(history.series(HOSTILE, Instant.MIN, Instant.MAX))
          .containsExactlyInAnyOrder(hostile, alike);
      assertThat(Stores.samples(history, alike).getFirst().value()).isEqualTo(2);
      assertThat(history.marks(HOSTILE, Instant.MIN, Instant.MAX)).containsExactly(mark);
      assertThat(history.documents().get(HOSTILE, HOSTILE)).contains(HOSTILE);
    }
  }

  @Test
  void documentsAreReplacedListedNewestFirstAndDeleted() {
    try (History history = Stores.open(folder)) {
      Documents documents = history.documents();
      documents.put("incident", "a", "1");
      documents.put("incident", "b", "2");
      documents.put("silence", "c", "3");
      documents.put("incident", "a", "4");
      assertThat(documents.newest("incident", 10))
          .extracting(Documents.Document::id, Documents.Document::text)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("a", "4"),
              org.assertj.core.groups.Tuple.tuple("b", "2"));
      documents.delete("incident", "a");
      assertThat(documents.get("incident", "a")).isEmpty();
      assertThat(documents.newest("incident", 10)).hasSize(1);
    }
  }

  @Test
  void readersAndDocumentsFromOtherThreadsDisturbNoTick() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    List<Throwable> failures = new ArrayList<>();
    try (History history = Stores.open(folder);
        HistoryReader outside = Stores.read(folder)) {
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        HistoryReader reader = i % 2 == 0 ? history : outside;
        String id = "d" + i;
        readers.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    int last = 0;
                    while (!done.get()) {
                      history.documents().put("d", id, "text " + last);
                      int found = Stores.samples(reader, OPEN).size();
                      assertThat(found).isGreaterThanOrEqualTo(last);
                      last = found;
                      reader.series(Instant.MIN, Instant.MAX);
                    }
                  } catch (RuntimeException | AssertionError e) {
                    synchronized (failures) {
                      failures.add(e);
                    }
                  }
                }));
      }
      for (int i = 0; i < 3_000; i++) {
        history.tick(Stores.START.plusSeconds(10L * i), List.of(new Point(OPEN, i)), List.of());
      }
      done.set(true);
      for (Thread reader : readers) {
        reader.join();
      }
      assertThat(failures).isEmpty();
      assertThat(history.trouble()).isEmpty();
      assertThat(Stores.samples(outside, OPEN)).hasSize(3_000);
    }
  }
}
