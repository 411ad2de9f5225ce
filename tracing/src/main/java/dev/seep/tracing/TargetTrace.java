package dev.seep.tracing;

import dev.seep.evidence.Blind;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Exhaustion;
import dev.seep.evidence.Life;
import dev.seep.evidence.Population;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Trail;
import dev.seep.kernel.bpf.DescriptorTracer;
import dev.seep.kernel.bpf.LifeRecord;
import dev.seep.kernel.bpf.LiveRecord;
import dev.seep.kernel.bpf.ProcessEvent;
import dev.seep.kernel.bpf.StackRecord;
import dev.seep.kernel.bpf.TraceVisitor;
import dev.seep.kernel.bpf.TracerCounts;
import dev.seep.kernel.bpf.TracerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// The tracer as it is built here: births and ends from BPF programs, stacks looked up aside.
///
/// A thread takes what the kernel has recorded every few milliseconds. A stack that comes with a
/// birth is kept until the descriptor has either stayed open for a second, and then it is looked
/// up, or was closed, and then it is looked up as far as there is time for it: those that are not
/// are stood for by the next one that is.
public final class TargetTrace implements Trace {
  private static final int STACKS_PER_SECOND = 300;

  /// A sample is enough to judge by, and each costs the target and this process its time.
  private static final int LIVES_PER_SECOND = 4_000;

  private static final long DRAIN_EVERY_NANOS = 20_000_000;

  /// Most descriptors are closed sooner; a stack is looked up for those that are not.
  private static final long MATURE_NANOS = 1_000_000_000;

  private final DescriptorTracer tracer;
  private final Sites sites = new Sites();
  private final StackDesk desk;
  private final PendingStacks pending = new PendingStacks();
  private final Map<BirthKey, Integer> siteOf = new HashMap<>();
  private final Set<BirthKey> asked = new HashSet<>();
  private final Set<BirthKey> stackless = new HashSet<>();
  private final Allowance lookups = new Allowance(STACKS_PER_SECOND, System.nanoTime());
  private Set<String> suspects = Set.of();
  private final Set<Integer> followed = new HashSet<>();
  private final Map<Integer, Long> executedAt = new HashMap<>();
  private final WorkingFolders folders;
  private final Map<Integer, Map<Integer, Population>> before = new HashMap<>();
  private final Thread drainer;
  private Map<Integer, List<Life>> ended = new HashMap<>();
  private double standsFor = 1;
  private long skipped;
  private long unrecordedBefore;
  private volatile boolean closed;

  private TargetTrace(DescriptorTracer tracer, Path procRoot, int target) {
    this.tracer = tracer;
    this.desk = new StackDesk(procRoot, sites);
    this.folders = new WorkingFolders(procRoot);
    desk.prepare(target);
    this.drainer = Thread.ofPlatform().daemon().name("tracer").start(this::drain);
  }

  /// Tracers for the processes of this machine.
  public static Tracers ofThisMachine(Path procRoot) {
    return (target, options) -> attach(procRoot, target, options);
  }

  private static Reading<Trace> attach(
      Path procRoot, ProcessIdentity target, TraceOptions options) {
    TracerOptions how =
        new TracerOptions(
            options.children(), STACKS_PER_SECOND, TracerOptions.LARGE_STACK, LIVES_PER_SECOND);
    return DescriptorTracer.attach(target.pid(), how)
        .map(tracer -> {
          TargetTrace trace = new TargetTrace(tracer, procRoot, target.pid());
          if (options.children()) {
            trace.follow(target.pid());
          }
          return trace;
        });
  }

  /// The children that are there already; those to come are the tracer's.
  private synchronized void follow(int pid) {
    ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .map(each -> Math.toIntExact(each.pid()))
        .forEach(child -> {
          tracer.add(child);
          followed.add(child);
          desk.descends(pid, child);
        });
  }

  private void drain() {
    Visitor visitor = new Visitor();
    while (!closed) {
      takeRecords(visitor);
      LockSupport.parkNanos(DRAIN_EVERY_NANOS);
    }
  }

  private synchronized void takeRecords(Visitor visitor) {
    long unrecorded = tracer.counts().unrecorded();
    visitor.lives.clear();
    tracer.drain(visitor);
    if (!visitor.lives.isEmpty()) {
      double recorded = visitor.lives.size();
      standsFor = (recorded + unrecorded - unrecordedBefore) / recorded;
      unrecordedBefore = unrecorded;
      visitor.lives.forEach(this::end);
    }
  }

  /// Keeps apart what one batch brings, as its lives are weighed together.
  private final class Visitor implements TraceVisitor {
    private final List<LifeRecord> lives = new ArrayList<>();

    @Override
    public void life(LifeRecord life) {
      lives.add(life);
    }

    @Override
    public void stack(StackRecord stack) {
      pending.add(stack);
    }

    @Override
    public void process(ProcessEvent event) {
      switch (event.kind()) {
        case FORK -> {
          followed.add(event.process());
          desk.forked(event.parent(), event.process());
        }
        case EXEC -> executed(event);
        case EXIT -> {
          followed.remove(event.process());
          before.remove(event.process());
        }
      }
    }
  }

  /// The program that opened them is gone in a moment, and with it what its addresses mean: what
  /// waits is looked up now. What is still open has come through the execve.
  private void executed(ProcessEvent event) {
    for (BirthKey key : pending.of(event.process())) {
      if (key.atNanos() < event.atNanos()) {
        ask(key);
      }
    }
    desk.executed(event.process());
    executedAt.put(event.process(), event.atNanos());
  }

  private void end(LifeRecord life) {
    BirthKey key = BirthKey.of(life);
    double weight = standsFor;
    Integer site = siteOf.remove(key);
    StackRecord stack = site == null ? pending.take(key) : null;
    if (site != null || stack == null) {
      ready(life, site == null ? Sites.NOT_KNOWN : site, weight);
      return;
    }
    double all = weight * (1 + skipped);
    if (lookups.take(System.nanoTime()) && desk.submit(stack, id -> readyLater(life, id, all))) {
      skipped = 0;
    } else {
      skipped++;
    }
  }

  private synchronized void readyLater(LifeRecord life, int site, double weight) {
    ready(life, site, weight);
  }

  private void ready(LifeRecord life, int site, double weight) {
    ended
        .computeIfAbsent(life.process(), _ -> new ArrayList<>())
        .add(Births.life(life, site, weight, around(life.process())));
  }

  private Surroundings around(int process) {
    return new Surroundings(folders.of(process), before.getOrDefault(process, Map.of()));
  }

  @Override
  public synchronized void know(int pid, Map<Integer, Population> found) {
    before.put(pid, Map.copyOf(found));
  }

  @Override
  public synchronized TraceLook look() {
    Map<Integer, Alive> live = new HashMap<>();
    Set<BirthKey> open = new HashSet<>();
    long now = System.nanoTime();
    StackTally tally = new StackTally(now);
    for (LiveRecord record : tracer.live()) {
      BirthKey key = BirthKey.of(record);
      open.add(key);
      Alive alive = live.computeIfAbsent(record.process(), _ -> new Alive());
      int process = record.process();
      Trail trail =
          Births.trail(
              record, site(key, now), executedAt.getOrDefault(process, 0L), around(process));
      tally.add(record.birth(), !stackless.contains(key));
      (record.isThread() ? alive.threads : alive.descriptors).put(record.number(), trail);
    }
    folders.refresh(live.keySet());
    siteOf.keySet().retainAll(open);
    asked.retainAll(open);
    stackless.retainAll(open);
    suspect(tally.suspects());
    pending.retain(open, now - MATURE_NANOS);
    Map<Integer, List<Life>> over = ended;
    ended = new HashMap<>();
    return report(now, live, over);
  }

  private void suspect(Set<String> calls) {
    if (!calls.equals(suspects)) {
      suspects = calls;
      tracer.suspects(calls, StackTally.STACKS_PER_SECOND);
    }
  }

  /// What lives in one process, each by its number.
  private static final class Alive {
    private final Map<Integer, Trail> descriptors = new HashMap<>();
    private final Map<Integer, Trail> threads = new HashMap<>();
  }

  private TraceLook report(long now, Map<Integer, Alive> live, Map<Integer, List<Life>> over) {
    Map<Integer, TraceLook.ProcessTrace> processes = new HashMap<>();
    Map<Integer, List<Exhaustion>> exhausted = Refusals.of(tracer.refusals(), now);
    Set<Integer> pids = new HashSet<>(live.keySet());
    pids.addAll(exhausted.keySet());
    pids.addAll(over.keySet());
    pids.addAll(followed);
    for (int pid : pids) {
      Alive alive = live.getOrDefault(pid, new Alive());
      processes.put(
          pid,
          new TraceLook.ProcessTrace(
              alive.descriptors,
              alive.threads,
              over.getOrDefault(pid, List.of()),
              exhausted.getOrDefault(pid, List.of())));
    }
    TracerCounts counts = tracer.counts();
    return new TraceLook(
        now,
        processes,
        counts.opened(),
        counts.closed(),
        counts.lost(),
        sites.stacks(),
        sites.broken());
  }

  /// The site of what is open, when it is known; asks for it once it has stayed open.
  private int site(BirthKey key, long now) {
    Integer known = siteOf.get(key);
    if (known != null) {
      return known;
    }
    if (key.atNanos() != 0 && now - key.atNanos() >= MATURE_NANOS) {
      ask(key);
    }
    return Sites.NOT_KNOWN;
  }

  private void ask(BirthKey key) {
    if (!asked.add(key)) {
      return;
    }
    StackRecord stack = pending.take(key);
    if (stack == null) {
      stackless.add(key);
    } else {
      desk.submitUrgent(stack, id -> named(key, id));
    }
  }

  private synchronized void named(BirthKey key, int site) {
    siteOf.put(key, site);
  }

  @Override
  public void settle(Duration atMost) {
    desk.settle(atMost.toNanos());
  }

  @Override
  public Map<Integer, CallSite> sites() {
    return sites.all();
  }

  @Override
  public Cost cost() {
    return desk.cost();
  }

  @Override
  public List<Blind> blind() {
    List<Blind> all = new ArrayList<>(desk.blind());
    if (tracer.counts().compatCalls() > 0) {
      all.add(
          new Blind(
              "calls of 32-bit code",
              "the tracer understands 64-bit system calls only, and this process makes others",
              ""));
    }
    if (!tracer.seesRings()) {
      all.add(
          new Blind(
              "descriptors that io_uring opens and closes",
              "this kernel refuses the programs that watch its rings",
              ""));
    }
    return all;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(drainer);
    try {
      drainer.join(2_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    desk.close();
    synchronized (this) {
      tracer.close();
    }
  }
}
