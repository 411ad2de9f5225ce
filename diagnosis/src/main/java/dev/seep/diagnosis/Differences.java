package dev.seep.diagnosis;

import dev.seep.evidence.Difference;
import dev.seep.evidence.Life;
import dev.seep.evidence.Trail;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What those that stayed open have, and their closed siblings from the same place have not. Where
/// none was closed that came by the same way, those that came to the same line by other ways are
/// compared with, and the way is what tells them apart at least.
///
/// Each feature is tried by Fisher's exact test, and the chance is multiplied by the number of
/// features tried (Bonferroni), thresholds included, so that trying many finds nothing in noise. Of
/// features that hold of the same trails the first is told.
final class Differences {
  private static final int MOST = 4;
  private static final int MOST_SIBLINGS = 1_000;
  private static final double CHANCE = 0.01;
  private static final double LEAST_GAP = 0.3;
  private static final double SAME = 0.97;

  private Differences() {}

  static List<Difference> of(Dossier dossier) {
    List<Trail> survivors = dossier.born();
    List<Life> siblings = fairPart(dossier.comparable());
    if (survivors.isEmpty() || siblings.isEmpty()) {
      return List.of();
    }
    List<Trail> closed = siblings.stream().map(Life::trail).toList();
    List<Feature> features = Features.of(dossier, closed);
    Map<String, Telling> best = new LinkedHashMap<>();
    for (Feature feature : features) {
      Telling each = Telling.of(feature, survivors, siblings);
      if (each.gap() >= LEAST_GAP && each.chance() * features.size() <= CHANCE) {
        best.merge(feature.family(), each, Telling::better);
      }
    }
    List<Telling> telling = new ArrayList<>(best.values());
    telling.sort(Comparator.comparingDouble(each -> -each.roundedGap()));
    return distinct(telling, survivors.size(), siblings.size());
  }

  private static List<Difference> distinct(List<Telling> telling, int survivors, int closed) {
    List<Telling> chosen = new ArrayList<>();
    for (Telling each : telling) {
      if (chosen.size() < MOST
          && chosen.stream().noneMatch(other -> each.isLike(other, survivors, closed))) {
        chosen.add(each);
      }
    }
    return chosen.stream()
        .map(each -> new Difference(each.feature.what(), each.amongSurvivors, each.amongClosed))
        .toList();
  }

  /// Every n-th, so that all of the watch is heard.
  private static List<Life> fairPart(List<Life> lives) {
    if (lives.size() <= MOST_SIBLINGS) {
      return lives;
    }
    List<Life> part = new ArrayList<>(MOST_SIBLINGS);
    for (int i = 0; i < MOST_SIBLINGS; i++) {
      part.add(lives.get((int) ((long) i * lives.size() / MOST_SIBLINGS)));
    }
    return part;
  }

  /// A feature and how it divides the two groups.
  ///
  /// @param holds survivors first, then the closed ones
  private record Telling(
      Feature feature, BitSet holds, double amongSurvivors, double amongClosed, double chance) {

    static Telling of(Feature feature, List<Trail> survivors, List<Life> siblings) {
      BitSet holds = new BitSet();
      int ofSurvivors = 0;
      for (int i = 0; i < survivors.size(); i++) {
        if (feature.holds().test(survivors.get(i))) {
          holds.set(i);
          ofSurvivors++;
        }
      }
      int ofClosed = 0;
      double weight = 0;
      double all = 0;
      for (int i = 0; i < siblings.size(); i++) {
        all += siblings.get(i).weight();
        if (feature.holds().test(siblings.get(i).trail())) {
          holds.set(survivors.size() + i);
          ofClosed++;
          weight += siblings.get(i).weight();
        }
      }
      return new Telling(
          feature,
          holds,
          (double) ofSurvivors / survivors.size(),
          weight / all,
          Exact.chance(ofSurvivors, survivors.size(), ofClosed, siblings.size()));
    }

    Telling better(Telling other) {
      return other.gap() > gap() ? other : this;
    }

    double gap() {
      return amongSurvivors - amongClosed;
    }

    /// In steps, so that of nearly equal ones the order of the features decides.
    double roundedGap() {
      return Math.round(gap() * 20);
    }

    /// Both groups count alike, however many there are in each.
    boolean isLike(Telling other, int survivors, int closed) {
      BitSet differing = (BitSet) holds.clone();
      differing.xor(other.holds);

      int ofSurvivors = differing.get(0, survivors).cardinality();
      int ofClosed = differing.cardinality() - ofSurvivors;
      double agreement = 1 - ((double) ofSurvivors / survivors + (double) ofClosed / closed) / 2;
      return agreement >= SAME;
    }
  }
}
