package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Life;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Trail;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that is known of what one assessment is about.
///
/// @param trails of those members that the assessment names and a tracer knows
/// @param place where they were opened, null when nobody saw it
/// @param born those of `trails` whose birth was seen, at `place`: they can be compared with
/// @param siblings those opened at the same place, by the same ways, and closed again
/// @param others those opened at the same line by ways that no survivor came, and closed again
/// @param together what is always opened in the same moment, in words; empty for nothing
/// @param nowNanos when it was taken down, on CLOCK_MONOTONIC; 0 when nobody traced
record Dossier(
    Assessment assessment,
    Inventory latest,
    List<Trail> trails,
    @Nullable CodePlace place,
    List<Trail> born,
    List<Life> siblings,
    List<Life> others,
    String together,
    long nowNanos) {

  static Dossier of(Assessment assessment, Inventory latest, Traces traces) {
    List<Trail> trails = new ArrayList<>();
    for (OpenFileKey key : assessment.examples()) {
      Trail trail = traces.testimony().survivors().get(key);
      if (trail != null) {
        trails.add(trail);
      }
    }
    CodePlace place = CodePlace.of(assessment, traces.testimony());
    List<Trail> born = new ArrayList<>();
    List<Life> siblings = List.of();
    List<Life> others = List.of();
    if (place != null) {
      Set<Integer> sites = place.ids();
      for (Trail trail : trails) {
        if (trail.birth().isSeen() && sites.contains(trail.birth().site())) {
          born.add(trail);
        }
      }
      siblings = closedFrom(sites, assessment, traces);
      others = closedFrom(place.otherIds(), assessment, traces);
    }
    return new Dossier(
        assessment,
        latest,
        trails,
        place,
        born,
        siblings,
        others,
        Companions.of(assessment, traces.testimony()),
        traces.testimony().nowNanos());
  }

  private static List<Life> closedFrom(Set<Integer> sites, Assessment assessment, Traces traces) {
    return traces.closedFrom(sites).stream()
        .filter(life -> isAlike(assessment, life.trail().birth().population()))
        .toList();
  }

  /// Those that the survivors are best compared with: that came by the same ways, or, where none of
  /// these was closed, by others to the same line.
  List<Life> comparable() {
    return siblings.isEmpty() ? others : siblings;
  }

  /// One line may open things of several kinds.
  private static boolean isAlike(Assessment assessment, Population population) {
    return population.kind().isEmpty()
        || assessment.populations().stream()
            .anyMatch(each -> each.kind().equals(population.kind()));
  }

  boolean isTraced() {
    return nowNanos != 0;
  }

  /// Threads are used by nobody, and closed by no call.
  boolean isOfThreads() {
    return assessment.resource() == ResourceKind.THREAD;
  }

  Language language() {
    return place == null ? Language.ANY : Language.of(place.frames());
  }

  /// Peer or path pattern, of dead sockets as they were born; empty for none.
  String placeText() {
    String known = assessment.population().place();
    return known.isEmpty() ? Births.place(trails) : known;
  }

  double secondsSince(long nanos) {
    return (nowNanos - nanos) / 1e9;
  }
}
