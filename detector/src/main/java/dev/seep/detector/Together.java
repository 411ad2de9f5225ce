package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.ResourceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is always opened in the same moments is one thing that leaks, not several: a selector is an
/// epoll instance and an eventfd, a child process is three pipes.
///
/// Only descriptors that have no life of their own are joined. Two timers that tick at the same
/// second also open a file and a socket in the same look, and these are two leaks.
final class Together {
  private static final double ENOUGH = 0.9;

  private Together() {}

  static List<Assessment> join(List<Rollup.Judged> judged) {
    List<Assessment> joined = new ArrayList<>();
    List<Rollup.Judged> heads = new ArrayList<>();
    List<Rollup.Judged> ordered = new ArrayList<>(judged);
    ordered.sort(Comparator.comparing(Together::rank));
    for (Rollup.Judged each : ordered) {
      int partner = partner(heads, each);
      if (partner >= 0) {
        joined.set(partner, joined.get(partner).together(each.assessment()));
      } else {
        joined.add(each.assessment());
        heads.add(each);
      }
    }
    return joined;
  }

  /// The selector before what it watches; otherwise by name, so that the order is always the same.
  private static String rank(Rollup.Judged judged) {
    String kind = judged.assessment().population().kind();
    return kind.equals("eventpoll") ? "" : kind;
  }

  private static int partner(List<Rollup.Judged> heads, Rollup.Judged one) {
    for (int i = 0; i < heads.size(); i++) {
      Rollup.Judged head = heads.get(i);
      if (joinable(head) && joinable(one) && bornTogether(head, one)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean joinable(Rollup.Judged judged) {
    return judged.assessment().resource() == ResourceKind.DESCRIPTOR
        && judged.assessment().verdict().gravity() >= 1
        && (judged.assessment().condition() == Condition.ANONYMOUS || isSocketPair(judged));
  }

  /// An event loop is often woken by a pair of its own (asyncio). A socket that others connect to
  /// has a name.
  private static boolean isSocketPair(Rollup.Judged judged) {
    return judged.assessment().condition() == Condition.UNIX_CONNECTED
        && judged.assessment().population().place().isEmpty();
  }

  /// As many of the one as of the other, or a whole multiple, in nine of ten looks that saw any.
  private static boolean bornTogether(Rollup.Judged a, Rollup.Judged b) {
    Map<Double, long[]> births = new HashMap<>();
    long ofA = count(a, births, 0);
    long ofB = count(b, births, 1);
    if (ofA == 0 || ofB == 0) {
      return false;
    }
    long more = Math.max(ofA, ofB);
    long fewer = Math.min(ofA, ofB);
    long multiple = Math.round((double) more / fewer);
    int large = ofA >= ofB ? 0 : 1;
    long agreeing =
        births.values().stream().filter(n -> n[large] == multiple * n[1 - large]).count();
    return agreeing >= ENOUGH * births.size();
  }

  private static long count(Rollup.Judged judged, Map<Double, long[]> births, int column) {
    List<Member> survivors = judged.exhibit().floor().survivors();
    for (Member member : survivors) {
      births.computeIfAbsent(member.firstSeen, unused -> new long[2])[column]++;
    }
    return survivors.size();
  }
}
