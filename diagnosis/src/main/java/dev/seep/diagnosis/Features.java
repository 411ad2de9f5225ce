package dev.seep.diagnosis;

import dev.seep.evidence.CallSite;
import dev.seep.evidence.Frame;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// What trails are compared by. Those come first that say most when several tell the same two
/// groups apart.
final class Features {
  private static final double OFTEN = 0.3;
  private static final int QUANTILES = 8;

  private final Dossier dossier;
  private final List<Feature> features = new ArrayList<>();

  private Features(Dossier dossier) {
    this.dossier = dossier;
  }

  /// @param closed trails of the closed siblings
  static List<Feature> of(Dossier dossier, List<Trail> closed) {
    Features features = new Features(dossier);
    features.addLastUses();
    features.addMissing();
    features.addPlaces();
    features.addWays();
    features.addThreads();
    features.addAmounts(closed, Trail::readBytes, "had been read");
    features.addAmounts(closed, Trail::writtenBytes, "had been written");
    return features.features;
  }

  private void add(String what, Predicate<Trail> holds) {
    features.add(new Feature(what, what, holds));
  }

  private void addLastUses() {
    String kind = dossier.assessment().population().kind();
    for (String each : often(trail -> inWords(trail.lastUse(), kind))) {
      add("last use was " + each, trail -> each.equals(inWords(trail.lastUse(), kind)));
    }
    if (kind.equals("tcp") || kind.equals("unix")) {
      add(
          "the peer had closed first (a read gave 0)",
          trail -> trail.lastUse() != null && Results.isEndOfFile(trail.lastUse()));
    }
    add("the last call on it had failed", trail -> hasFailed(trail.lastUse()));
  }

  private static boolean hasFailed(@Nullable Use use) {
    return use != null && use.result() < 0 && !Results.isPending(use);
  }

  private static @Nullable String inWords(@Nullable Use use, String kind) {
    return use == null ? null : use.call() + " → " + Results.words(use, kind);
  }

  private void addMissing() {
    add(LastUses.NONE, trail -> trail.lastUse() == null);
    if (Kinds.is(dossier.assessment(), "tcp")) {
      add(
          "connect was never called",
          trail ->
              trail.birth().call().equals("socket")
                  && trail.birth().population().place().isEmpty());
    }
    add("nothing had been read", trail -> trail.readBytes() == 0);
    add("nothing had been written", trail -> trail.writtenBytes() == 0);
  }

  private void addPlaces() {
    boolean socket = Kinds.isSocket(dossier.assessment().population());
    for (String place : often(trail -> nullIfEmpty(Births.place(trail.birth())))) {
      String what = socket ? "the peer was " + place : "the path was " + place;
      add(what, trail -> place.equals(Births.place(trail.birth())));
    }
    for (String call : often(trail -> trail.birth().call())) {
      add("it came by " + call, trail -> trail.birth().call().equals(call));
    }
  }

  /// Several call stacks may lead to the line that opens.
  private void addWays() {
    CodePlace place = dossier.place();
    if (place == null) {
      return;
    }
    List<CallSite> ways = new ArrayList<>(place.sites());
    if (dossier.siblings().isEmpty()) {
      ways.addAll(place.others());
    }
    for (CallSite site : ways.size() < 2 ? List.<CallSite>of() : place.sites()) {
      Frame caller = ownCaller(site, ways);
      if (caller != null) {
        String where = caller.line() > 0 ? " (" + caller.file() + ":" + caller.line() + ")" : "";
        add(
            "it was opened by way of " + caller.function() + where,
            trail -> trail.birth().site() == site.id());
      }
    }
  }

  /// The innermost frame of a site that none of the others has.
  private static @Nullable Frame ownCaller(CallSite site, List<CallSite> sites) {
    Set<Frame> others =
        sites.stream()
            .filter(each -> each.id() != site.id())
            .flatMap(each -> each.frames().stream())
            .collect(Collectors.toSet());
    return site.frames().stream()
        .filter(frame -> !others.contains(frame) && OwnCode.isOwn(frame))
        .findFirst()
        .orElse(null);
  }

  private void addThreads() {
    for (String thread : often(trail -> Integer.toString(trail.birth().thread()))) {
      add(
          "thread " + thread + " had opened it",
          trail -> Integer.toString(trail.birth().thread()).equals(thread));
    }
    add(
        "another thread than its opener had used it last",
        trail -> trail.lastUse() != null && trail.lastUse().thread() != trail.birth().thread());
  }

  /// Where to split is chosen by the data: at quantiles of either group, its ends among them.
  private void addAmounts(List<Trail> closed, ToLongFunction<Trail> amount, String what) {
    long[] ofSurvivors = dossier.born().stream().mapToLong(amount).sorted().toArray();
    long[] ofClosed = closed.stream().mapToLong(amount).sorted().toArray();
    TreeSet<Long> all = new TreeSet<>();
    LongStream.concat(LongStream.of(ofSurvivors), LongStream.of(ofClosed)).forEach(all::add);
    Set<Long> splits = new TreeSet<>();
    addQuantiles(splits, ofSurvivors);
    addQuantiles(splits, ofClosed);
    for (long split : splits) {
      Long above = all.higher(split);
      if (split > 0 && above != null) {
        addSplit(split, above, amount, what);
      }
    }
  }

  private static void addQuantiles(Set<Long> splits, long[] sorted) {
    for (int i = 0; i <= QUANTILES && sorted.length > 0; i++) {
      splits.add(sorted[(int) ((long) i * (sorted.length - 1) / QUANTILES)]);
    }
  }

  /// @param above the least amount that lies above the split
  private void addSplit(long split, long above, ToLongFunction<Trail> amount, String what) {
    features.add(
        new Feature(
            Phrases.bytes(above) + " or more " + what,
            what,
            trail -> amount.applyAsLong(trail) > split));
    features.add(
        new Feature(
            "at most " + Phrases.bytes(split) + " " + what,
            what,
            trail -> amount.applyAsLong(trail) <= split));
  }

  /// Values that many of the survivors have, in a fixed order.
  private Set<String> often(Function<Trail, @Nullable String> value) {
    Map<String, Integer> counts = new HashMap<>();
    for (Trail trail : dossier.born()) {
      String each = value.apply(trail);
      if (each != null) {
        counts.merge(each, 1, Integer::sum);
      }
    }
    Set<String> often = new TreeSet<>();
    counts.forEach((each, n) -> {
      if (n >= OFTEN * dossier.born().size()) {
        often.add(each);
      }
    });
    return often;
  }

  private static @Nullable String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
