package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Population;
import dev.seep.evidence.Siblings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// One or more cells of the same condition looked at as one: a single peer, all peers of one host,
/// all.
final class Crowd {
  final Population population;
  final Condition condition;
  final List<Member> members = new ArrayList<>();
  final Lifetimes stays = new Lifetimes();
  final Lifetimes idleStays = new Lifetimes();
  final Lifetimes lives = new Lifetimes();
  final Epochs matureEntered = new Epochs();
  final Epochs matureLeft = new Epochs();
  final Epochs backlogLeft = new Epochs();
  final Bunches bunches = new Bunches();

  /// Lives of what leads to the very places of those that were closed late; at a higher level the
  /// siblings are of other places as well, and tell nothing of these.
  final Lifetimes livesAlike = new Lifetimes();

  int openedAlike;

  final Lifetimes cutStays = new Lifetimes();
  final Epochs cutEntered = new Epochs();
  private final Set<Population> seen = new HashSet<>();
  private final Set<Cell.Kin> alike = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Cell.Kin> kin = Collections.newSetFromMap(new IdentityHashMap<>());
  int places;
  int atFirst;
  int entered;
  int left;
  int closedHere;
  int opened;
  int closed;

  /// Whether its members and siblings are those of one call site, every life of which was seen.
  final boolean ofOneSite;

  Crowd(Population population, Condition condition) {
    this.population = population;
    this.condition = condition;
    this.ofOneSite = false;
  }

  /// A crowd of one call site: wherever they led, all that was opened there are its siblings.
  Crowd(Population population, Condition condition, Cell.Kin siblings) {
    this.population = population;
    this.condition = condition;
    this.ofOneSite = true;
    addSiblings(siblings);
  }

  void add(Cell cell) {
    members.addAll(cell.members);
    stays.addAll(cell.stays);
    idleStays.addAll(cell.idleStays);
    matureEntered.addAll(cell.matureEntered);
    matureLeft.addAll(cell.matureLeft);
    backlogLeft.addAll(cell.backlogLeft);
    bunches.addAll(cell.bunches);
    cutStays.addAll(cell.cutStays);
    cutEntered.addAll(cell.cutEntered);
    atFirst += cell.atFirst;
    entered += cell.entered;
    left += cell.left;
    closedHere += cell.closed;
    if (!ofOneSite && kin.add(cell.kin)) {
      addSiblings(cell.kin);
    }
    if (cell.bunches.total() > 0 && alike.add(cell.kin)) {
      livesAlike.addAll(cell.kin.lives);
      openedAlike += cell.kin.opened;
    }
    if (!cell.members.isEmpty() && seen.add(cell.key.population())) {
      places++;
    }
  }

  private void addSiblings(Cell.Kin kin) {
    lives.addAll(kin.lives);
    opened += kin.opened;
    closed += kin.closed;
  }

  boolean isDefinite() {
    return condition.tier() == Condition.Tier.DEFINITE;
  }

  boolean isEstablished() {
    return condition == Condition.CONNECTED;
  }

  /// Whether a restart of the program ended some of them. Where a tracer told of as many closings,
  /// somebody closed them, and it was none.
  boolean wasCutShort() {
    return cutStays.total() > 0
        && lives.atLeast(Cell.MATURE_SECONDS) <= cutStays.atLeast(Cell.MATURE_SECONDS) / 2;
  }

  int gained() {
    return members.size() - atFirst;
  }

  /// How long the siblings stayed in this condition, those that were closed without ever having
  /// been seen in it counted as no time: a connection that took a minute and was then closed at
  /// once did not stay half-closed for a minute.
  double medianStaySeconds() {
    return stays.median(lives.total() - closedHere);
  }

  Siblings siblings() {
    return new Siblings(Math.max(0, opened), closed, lives.median(0));
  }
}
