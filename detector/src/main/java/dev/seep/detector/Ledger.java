package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.EndedLife;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Sighting;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/// Follows every open file from look to look.
///
/// What snapshots cannot tell: an open file that lives shorter than the time between two looks is
/// not seen at all, so what was opened and closed are lower bounds; and a number that is reopened
/// on the same file between two looks seems to have stayed. Hence no rule goes by age alone: growth
/// decides.
///
/// Memory is bounded by what is open now plus [#MOST_CELLS] cells of about 2 KB; places beyond
/// those share one.
final class Ledger {
  static final int MOST_CELLS = 8_192;

  /// What came just before a restart may have been on its way to be closed.
  private static final double LEAST_CUT_SECONDS = 1;

  private static final String ELSEWHERE = "(elsewhere)";

  private final Map<OpenFileKey, Member> open = new HashMap<>();
  private final Map<Cell.Key, Cell> cells = new HashMap<>();
  private final Map<Population, Cell.Kin> kin = new HashMap<>();
  private final Map<Integer, Cell.Kin> bySite = new HashMap<>();

  private double startedAt;
  private double now;
  private double epochSeconds = 0.5;
  private int looks;
  private int opened;
  private int closed;

  void add(Sample sample) {
    if (looks == 0) {
      startedAt = sample.atSeconds();
    }
    now = Math.max(now, sample.atSeconds() - startedAt);
    while (epoch(now) >= Epochs.MOST) {
      epochSeconds *= 2;
      cells.values().forEach(Cell::fold);
    }
    for (Sighting sighting : sample.sightings()) {
      see(sighting);
    }
    if (looks > 0) {
      closeUnseen(sample.traced());
    }
    sample.ended().forEach(this::note);
    looks++;
  }

  private void see(Sighting sighting) {
    Member member = open.get(sighting.key());
    if (member == null) {
      admit(sighting);
      return;
    }
    member.lastLook = looks;
    Population population = moreSpecific(member.population, sighting.population());
    boolean named = member.site == 0 && sighting.site() != 0;
    if (!population.equals(member.population)
        || sighting.condition() != member.condition
        || named) {
      member.site = named ? sighting.site() : member.site;
      move(member, population, sighting.condition());
    }
    member.noteUse(sighting, now);
  }

  private void admit(Sighting sighting) {
    Cell cell = cell(sighting.population(), sighting.condition(), sighting.site());
    open.put(sighting.key(), new Member(sighting, now, looks, cell));
    if (looks == 0) {
      cell.atFirst++;
    } else {
      cell.entered++;
      cell.opened(1);
      opened += isThread(cell) ? 0 : 1;
    }
  }

  /// A socket's peer is gone from the kernel's tables once it is dead; the ledger remembers it.
  private static Population moreSpecific(Population before, Population after) {
    boolean lostItsPlace =
        after.place().isEmpty() && !before.place().isEmpty() && after.kind().equals(before.kind());
    return lostItsPlace ? before : after;
  }

  /// A change of place alone keeps the time of entry: it is only known better now.
  private void move(Member member, Population population, Condition condition) {
    Cell from = member.cell;
    Cell to = cell(population, condition, member.site);
    member.population = population;
    member.condition = condition;
    if (from == to) {
      return;
    }
    if (!member.backlog) {
      from.opened(-1);
      to.opened(1);
    }
    if (from.key.condition() != to.key.condition()) {
      leave(member, now);
      member.enteredAt = now;
      member.backlogOfCell = false;
      to.entered++;
    } else if (member.backlogOfCell) {
      from.atFirst--;
      to.atFirst++;
    } else {
      from.entered--;
      to.entered++;
    }
    member.cell = to;
  }

  private void leave(Member member, double at) {
    Cell cell = member.cell;
    double stay = member.ageInCell(at);
    boolean mature = stay >= Cell.MATURE_SECONDS && !member.isUsed(at);
    if (member.backlogOfCell) {
      if (!member.isUsed(at)) {
        cell.backlogLeft.add(epoch(at));
      }
    } else {
      cell.left++;
      cell.stays.add(stay);
      if (!member.isUsed(at)) {
        cell.idleStays.add(stay);
      }
      if (mature) {
        cell.matureEntered.add(epoch(member.enteredAt));
      }
    }
    if (mature) {
      cell.matureLeft.add(epoch(at));
    }
  }

  /// Of what was born while a tracer was there, the tracer tells the whole life, and with it where
  /// it was opened: it is counted then, and not by the looks.
  private void closeUnseen(boolean traced) {
    boolean restart = Restart.isOne(open.values(), looks, now);
    for (Iterator<Member> each = open.values().iterator(); each.hasNext(); ) {
      Member member = each.next();
      if (member.lastLook == looks) {
        continue;
      }
      each.remove();
      noteEnd(member);
      if (restart && isForgotten(member)) {
        cutShort(member);
        continue;
      }
      leave(member, now);
      member.cell.closed += member.backlogOfCell ? 0 : 1;
      boolean thread = isThread(member.cell);
      if (traced && !member.backlog) {
        member.cell.opened(-1);
        opened -= thread ? 0 : 1;
        continue;
      }
      member.cell.closed();
      if (!member.backlog) {
        member.cell.lived(now - member.firstSeen);
      }
      closed += thread ? 0 : 1;
    }
  }

  private void noteEnd(Member member) {
    double stay = member.ageInCell(now);
    if (!member.backlogOfCell && stay >= Bunches.LEAST_AGE && !member.isUsed(now)) {
      member.cell.bunches.add(epoch(now), stay, member.wasLeftAtOnce(now));
    }
  }

  /// What is in a definite state is of no use, whatever the program is going to do next.
  private static boolean isForgotten(Member member) {
    return member.cell.key.isDefinite();
  }

  /// Neither closed nor any more alive: it is no sibling to learn from.
  private void cutShort(Member member) {
    closed++;
    if (!member.backlog) {
      member.cell.opened(-1);
    }
    if (!member.backlogOfCell && member.ageInCell(now) >= LEAST_CUT_SECONDS) {
      member.cell.cutStays.add(member.ageInCell(now));
      member.cell.cutEntered.add(epoch(member.enteredAt));
    }
  }

  /// One whose whole life a tracer saw.
  private void note(EndedLife life) {
    int weight = (int) Math.max(1, Math.round(life.weight()));
    note(kin(life.population()), life.lifeSeconds(), weight);
    if (life.site() != 0) {
      note(site(life.site()), life.lifeSeconds(), weight);
    }
    if (!life.population().kind().equals(ResourceKind.THREAD.slug())) {
      opened += weight;
      closed += weight;
    }
  }

  private static void note(Cell.Kin kin, double seconds, int weight) {
    kin.opened += weight;
    kin.closed += weight;
    kin.lives.add(seconds, weight);
  }

  private Cell.Kin kin(Population population) {
    return kin.computeIfAbsent(population, unused -> new Cell.Kin());
  }

  private Cell.Kin site(int site) {
    return bySite.computeIfAbsent(site, unused -> new Cell.Kin());
  }

  private static boolean isThread(Cell cell) {
    return cell.key.condition() == Condition.THREAD;
  }

  private Cell cell(Population population, Condition condition, int site) {
    Cell.Key key = Cell.Key.of(population, condition, site);
    Cell cell = cells.get(key);
    if (cell != null) {
      return cell;
    }
    if (cells.size() >= MOST_CELLS && !population.place().equals(ELSEWHERE)) {
      return cell(
          new Population(population.kind(), ELSEWHERE, population.incoming()), condition, 0);
    }
    Cell.Kin own = kin(population);
    Cell added = new Cell(key, own, site == 0 ? own : site(site));
    cells.put(key, added);
    return added;
  }

  private int epoch(double at) {
    return (int) (Math.max(0, at) / epochSeconds);
  }

  /// Every cell with its present members.
  Collection<Cell> cells() {
    cells.values().forEach(cell -> cell.members.clear());
    open.values().forEach(member -> member.cell.members.add(member));
    return cells.values();
  }

  Collection<Member> members() {
    return open.values();
  }

  double seconds() {
    return now;
  }

  double epochSeconds() {
    return epochSeconds;
  }

  int looks() {
    return looks;
  }

  int opened() {
    return opened;
  }

  int closed() {
    return closed;
  }
}
