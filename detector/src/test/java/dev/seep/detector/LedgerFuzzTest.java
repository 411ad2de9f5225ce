package dev.seep.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Condition;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Sighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The ledger beside a model that keeps everything and counts anew after every look.
class LedgerFuzzTest {
  private static final Condition[] CONDITIONS = {
    Condition.CONNECTING,
    Condition.ACTIVE,
    Condition.IDLE,
    Condition.UNREAD,
    Condition.CLOSE_WAIT,
    Condition.DEAD,
    Condition.OPEN,
    Condition.THREAD
  };
  private static final String[] PLACES = {"", "10.0.0.1:80", "10.0.0.2:80"};

  /// One stay of one open file in one cell.
  private static final class Stay {
    Cell.Key cell;
    final boolean backlog;
    double left = Double.NaN;

    Stay(Cell.Key cell, boolean backlog) {
      this.cell = cell;
      this.backlog = backlog;
    }
  }

  /// Keeps every stay for ever.
  private static final class Model {
    final Map<OpenFileKey, Stay> now = new HashMap<>();
    final List<Stay> all = new ArrayList<>();
    int looks;
    int opened;
    int closed;

    void look(double at, List<Sighting> sightings) {
      Set<OpenFileKey> seen = new HashSet<>();
      for (Sighting sighting : sightings) {
        seen.add(sighting.key());
        Stay stay = now.get(sighting.key());
        Cell.Key cell = Cell.Key.of(place(stay, sighting), sighting.condition());
        if (stay == null) {
          opened += looks > 0 && sighting.condition() != Condition.THREAD ? 1 : 0;
          begin(sighting.key(), new Stay(cell, looks == 0));
        } else if (stay.cell.condition() == cell.condition()) {
          stay.cell = cell;
        } else {
          stay.left = at;
          begin(sighting.key(), new Stay(cell, false));
        }
      }
      for (Map.Entry<OpenFileKey, Stay> each : now.entrySet()) {
        if (!seen.contains(each.getKey())) {
          each.getValue().left = at;
          closed += each.getValue().cell.condition() == Condition.THREAD ? 0 : 1;
        }
      }
      now.keySet().retainAll(seen);
      looks++;
    }

    private void begin(OpenFileKey key, Stay stay) {
      now.put(key, stay);
      all.add(stay);
    }

    private static Population place(@Nullable Stay stay, Sighting sighting) {
      Population seen = sighting.population();
      if (stay == null || !seen.place().isEmpty()) {
        return seen;
      }
      Population before = stay.cell.population();
      return before.place().isEmpty() || !before.kind().equals(seen.kind()) ? seen : before;
    }

    long count(Cell.Key cell, java.util.function.Predicate<Stay> which) {
      return all.stream().filter(stay -> stay.cell.equals(cell)).filter(which).count();
    }
  }

  @Test
  void theLedgerCountsAsAModelDoesThatForgetsNothing() {
    for (long seed = 0; seed < 150; seed++) {
      run(seed);
    }
  }

  private static void run(long seed) {
    Random random = new Random(seed);
    Ledger ledger = new Ledger();
    Model model = new Model();
    double at = 0;
    List<Sighting> sightings = new ArrayList<>();
    for (int look = 0; look < 60; look++) {
      sightings = next(random, sightings);
      ledger.add(new Sample(at + 5, sightings, -1, -1));
      model.look(at, sightings);
      String where = "seed " + seed + ", look " + look;
      assertThat(ledger.opened()).as(where).isEqualTo(model.opened);
      assertThat(ledger.closed()).as(where).isEqualTo(model.closed);
      for (Cell cell : ledger.cells()) {
        Cell.Key key = cell.key;
        String cellAt = where + ", " + key;
        assertThat((long) cell.members.size())
            .as(cellAt)
            .isEqualTo(model.count(key, stay -> Double.isNaN(stay.left)));
        assertThat((long) cell.atFirst)
            .as(cellAt)
            .isEqualTo(model.count(key, stay -> stay.backlog));
        assertThat((long) cell.entered)
            .as(cellAt)
            .isEqualTo(model.count(key, stay -> !stay.backlog));
        assertThat((long) cell.left)
            .as(cellAt)
            .isEqualTo(model.count(key, stay -> !stay.backlog && !Double.isNaN(stay.left)));
        assertThat(cell.stays.total()).as(cellAt).isEqualTo(cell.left);
      }
      at += 0.2 + 3 * random.nextDouble();
    }
  }

  /// Some go, some come, some change; a number that was freed may come back on another file.
  private static List<Sighting> next(Random random, List<Sighting> before) {
    List<Sighting> after = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    for (Sighting sighting : before) {
      if (random.nextInt(5) == 0) {
        continue;
      }
      boolean changes = random.nextInt(4) == 0;
      after.add(changes ? sighting(random, sighting.key()) : sighting);
      numbers.add(sighting.key().descriptor());
    }
    for (int i = random.nextInt(8); i > 0; i--) {
      int number = random.nextInt(40);
      if (numbers.add(number)) {
        after.add(sighting(random, new OpenFileKey(number, 1, random.nextInt(1_000_000), 0)));
      }
    }
    return after;
  }

  private static Sighting sighting(Random random, OpenFileKey key) {
    Condition condition = CONDITIONS[random.nextInt(CONDITIONS.length)];
    String kind =
        condition == Condition.THREAD ? "thread" : condition == Condition.OPEN ? "file" : "tcp";
    Population population =
        new Population(kind, PLACES[random.nextInt(PLACES.length)], random.nextInt(6) == 0);
    return new Sighting(key, population, condition, Double.NaN, Double.NaN);
  }
}
