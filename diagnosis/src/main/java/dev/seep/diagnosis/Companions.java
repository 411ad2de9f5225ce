package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Birth;
import dev.seep.evidence.Population;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Trail;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Descriptors that are born in one moment belong together: a selector is an epoll instance and an
/// eventfd, a child process is three pipes.
final class Companions {
  /// One constructor opens all of them one after the other.
  private static final long MOMENT_NANOS = 2_000_000;

  private static final double MOST = 0.6;
  private static final int FEWEST_MOMENTS = 3;

  private Companions() {}

  /// `an epoll instance and its eventfd`; empty when they come singly, or differently each time.
  static String of(Assessment assessment, Testimony testimony) {
    Set<String> kinds =
        assessment.populations().stream().map(Population::kind).collect(Collectors.toSet());
    List<Birth> births =
        testimony.survivors().values().stream()
            .map(Trail::birth)
            .filter(birth -> birth.isSeen() && kinds.contains(birth.population().kind()))
            .sorted(Comparator.comparingInt(Birth::thread).thenComparingLong(Birth::atNanos))
            .toList();
    Map<Map<String, Integer>, Integer> sets = new LinkedHashMap<>();
    int moments = 0;
    for (List<Birth> moment : moments(births)) {
      Map<String, Integer> kindsOfMoment = new TreeMap<>(mainFirst(assessment));
      moment.forEach(birth -> kindsOfMoment.merge(birth.population().kind(), 1, Integer::sum));
      sets.merge(kindsOfMoment, 1, Integer::sum);
      moments++;
    }
    for (Map.Entry<Map<String, Integer>, Integer> each : sets.entrySet()) {
      boolean several = each.getKey().values().stream().mapToInt(n -> n).sum() > 1;
      if (several && moments >= FEWEST_MOMENTS && each.getValue() >= MOST * moments) {
        return words(each.getKey());
      }
    }
    return "";
  }

  private static List<List<Birth>> moments(List<Birth> births) {
    List<List<Birth>> moments = new ArrayList<>();
    Birth before = null;
    for (Birth birth : births) {
      boolean same =
          before != null
              && before.thread() == birth.thread()
              && birth.atNanos() - before.atNanos() <= MOMENT_NANOS;
      if (!same) {
        moments.add(new ArrayList<>());
      }
      moments.get(moments.size() - 1).add(birth);
      before = birth;
    }
    return moments;
  }

  private static Comparator<String> mainFirst(Assessment assessment) {
    List<String> order = assessment.populations().stream().map(Population::kind).toList();
    return Comparator.comparingInt((String kind) -> order.indexOf(kind))
        .thenComparing(Comparator.naturalOrder());
  }

  private static String words(Map<String, Integer> kinds) {
    List<String> parts = new ArrayList<>();
    kinds.forEach((kind, n) -> parts.add(words(kind, n, parts.isEmpty())));
    int last = parts.size() - 1;
    return last == 0
        ? parts.get(0)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }

  private static String words(String kind, int n, boolean first) {
    String name =
        switch (kind) {
          case "eventpoll" -> "epoll instance";
          case "pipe" -> "pipe end";
          case "tcp", "udp", "unix" -> kind + " socket";
          case "io_uring" -> "ring";
          default -> kind;
        };
    if (n > 1) {
      return n + " " + (name.equals("directory") ? "directories" : name + "s");
    }
    boolean vowel = "aeiou".indexOf(name.charAt(0)) >= 0 && !kind.equals("unix");
    return (first ? (vowel ? "an " : "a ") : "its ") + name;
  }
}
