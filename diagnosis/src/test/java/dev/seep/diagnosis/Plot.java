package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.detector.EvidenceKind;
import dev.seep.evidence.Birth;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Condition;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Frame;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.Life;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Population;
import dev.seep.evidence.Rate;
import dev.seep.evidence.Resource;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Siblings;
import dev.seep.evidence.Testimony;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds what one traced hunt came to: survivors, those that were closed, and where they were
/// opened; and has it diagnosed. Each further one of a group is born a second later.
final class Plot {
  private final List<Population> populations = new ArrayList<>();
  private final @Nullable Condition condition;
  private final Map<Integer, CallSite> sites = new LinkedHashMap<>();
  private final Map<Integer, Long> shares = new LinkedHashMap<>();
  private final Map<OpenFileKey, Trail> trails = new LinkedHashMap<>();
  private final List<OpenFileKey> examples = new ArrayList<>();
  private final List<Life> lives = new ArrayList<>();
  private EvidenceKind evidence = EvidenceKind.GROWTH;
  private Verdict verdict = new Verdict.Leak("they stay");
  private Zoo zoo = new Zoo().hold(100, new Resource.EventFd(0, 1));
  private long file = -1;
  private int next;

  Plot(String kind, String place, @Nullable Condition condition) {
    populations.add(new Population(kind, place, false));
    this.condition = condition;
  }

  Plot alsoOf(String kind) {
    populations.add(new Population(kind, "", false));
    return this;
  }

  Plot because(EvidenceKind kind, Verdict what) {
    evidence = kind;
    verdict = what;
    return this;
  }

  Plot in(Zoo inventory) {
    zoo = inventory;
    return this;
  }

  Plot site(int id, Frame... frames) {
    sites.put(id, new CallSite(id, List.of(frames), true, ""));
    return this;
  }

  Plot brokenSite(int id, String remark, Frame... frames) {
    sites.put(id, new CallSite(id, List.of(frames), false, remark));
    return this;
  }

  /// All of them are this one file.
  Plot ofFile(long inode) {
    file = inode;
    return this;
  }

  /// Its descriptors are numbered from here on.
  Plot from(int number) {
    next = number;
    return this;
  }

  static Frame cpp(String function, String file, int line) {
    return new Frame(function, file, line, "/opt/crawler", "C++");
  }

  /// They stay, and the assessment is about them.
  Plot survive(int n, Fate fate) {
    for (int i = 0; i < n; i++) {
      OpenFileKey key = open(fate.ago(fate.agoSeconds() - 0.01 * i));
      examples.add(key);
    }
    shares.merge(fate.site(), (long) n, Long::sum);
    return this;
  }

  /// They are open as well, and the assessment is not about them.
  Plot beside(int n, Fate fate) {
    for (int i = 0; i < n; i++) {
      open(fate.ago(fate.agoSeconds() - 0.01 * i));
    }
    return this;
  }

  private OpenFileKey open(Fate fate) {
    OpenFileKey key = new OpenFileKey(next, 8, file < 0 ? 1_000 + next : file, 0);
    next++;
    trails.put(key, fate.trail(populations.get(0)));
    return key;
  }

  /// They were open before the tracer came, and not used since.
  Plot before(int n) {
    shares.merge(0, (long) n, Long::sum);
    for (int i = 0; i < n; i++) {
      OpenFileKey key = new OpenFileKey(next, 8, 1_000 + next, 0);
      next++;
      trails.put(key, new Trail(new Birth("", 0, 0, populations.get(0), 0), null, 0, 0, 0));
      examples.add(key);
    }
    return this;
  }

  Plot close(int n, Fate fate, double livedSeconds, int endedByThread) {
    for (int i = 0; i < n; i++) {
      Fate each = fate.ago(fate.agoSeconds() - 0.01 * i);
      lives.add(each.life(populations.get(0), livedSeconds, "close", endedByThread));
    }
    return this;
  }

  Plot endWithTheProcess(int n, Fate fate) {
    for (int i = 0; i < n; i++) {
      lives.add(fate.life(populations.get(0), 1, "exit", fate.thread()));
    }
    return this;
  }

  Assessment assessment() {
    List<Assessment.SiteShare> ordered = new ArrayList<>();
    shares.forEach((site, n) -> ordered.add(new Assessment.SiteShare(site, n)));
    ordered.sort((a, b) -> Long.compare(b.count(), a.count()));
    ResourceKind resource =
        condition == null
            ? ResourceKind.MEMORY
            : condition == Condition.THREAD ? ResourceKind.THREAD : ResourceKind.DESCRIPTOR;
    return new Assessment(
        populations,
        condition,
        1,
        resource,
        evidence,
        verdict,
        examples.size(),
        examples.size(),
        0,
        new Rate(60, 45, 78),
        55,
        1e-9,
        new Siblings(examples.size() + lives.size(), lives.size(), Double.NaN),
        Double.NaN,
        -1,
        examples,
        ordered);
  }

  Testimony testimony() {
    return new Testimony(sites, new HashMap<>(trails), lives, Fate.NOW_NANOS);
  }

  List<Finding> findings() {
    Inventory inventory = zoo.inventory(1_024);
    DescriptorLimits limits = new DescriptorLimits(1_024, 4_096);
    return Diagnoser.diagnose(List.of(assessment()), inventory, limits, 60, testimony()).findings();
  }

  /// The findings of two plots in one process.
  List<Finding> together(Plot other) {
    Map<Integer, CallSite> both = new HashMap<>(sites);
    both.putAll(other.sites);
    Map<OpenFileKey, Trail> all = new HashMap<>(trails);
    all.putAll(other.trails);
    List<Life> ended = new ArrayList<>(lives);
    ended.addAll(other.lives);
    return Diagnoser.diagnose(
            List.of(assessment(), other.assessment()),
            zoo.inventory(1_024),
            new DescriptorLimits(1_024, 4_096),
            60,
            new Testimony(both, all, ended, Fate.NOW_NANOS))
        .findings();
  }

  Finding finding() {
    return findings().get(0);
  }
}
