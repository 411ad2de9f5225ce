package dev.seep.diagnosis;

import dev.seep.evidence.Birth;
import dev.seep.evidence.Population;
import dev.seep.evidence.Trail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// How the members of an assessment came into being, as far as somebody saw it.
final class Births {
  private static final double MOST = 0.5;
  private static final double NEARLY_ALL = 0.9;

  private Births() {}

  /// Whether most of those whose birth is known were born by such a call. The call of one that was
  /// inherited is known even though no opening was seen.
  static boolean mostly(Dossier dossier, Predicate<String> call) {
    List<Trail> known =
        dossier.trails().stream().filter(each -> !each.birth().call().isEmpty()).toList();
    long such = known.stream().filter(each -> call.test(each.birth().call())).count();
    return such > MOST * known.size();
  }

  /// The peer or path pattern that nearly all were opened for; empty when there is no such one. The
  /// kernel forgets the peer of a socket that died, its birth does not.
  static String place(List<Trail> trails) {
    Map<String, Integer> counts = new HashMap<>();
    int known = 0;
    for (Trail trail : trails) {
      String place = place(trail.birth());
      if (!place.isEmpty()) {
        counts.merge(place, 1, Integer::sum);
        known++;
      }
    }
    for (Map.Entry<String, Integer> each : counts.entrySet()) {
      if (each.getValue() >= NEARLY_ALL * known) {
        return each.getKey();
      }
    }
    return "";
  }

  static String place(Birth birth) {
    Population population = birth.population();
    return population.place().startsWith("/")
        ? PathPattern.of(population.place())
        : population.place();
  }
}
