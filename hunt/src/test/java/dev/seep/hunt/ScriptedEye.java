package dev.seep.hunt;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Census;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.DoctorReport;
import dev.seep.evidence.HeapUse;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.MappingUse;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Source;
import dev.seep.evidence.ThreadFacts;
import dev.seep.observer.Detail;
import dev.seep.observer.Eye;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleFunction;

/// A process whose life is written down in advance: what it holds is a function of the time.
final class ScriptedEye implements Eye, Timeline {
  static final ProcessIdentity TARGET = new ProcessIdentity(4711, 99);

  private final DoubleFunction<List<Descriptor>> life;
  private double endsAtSeconds = Double.POSITIVE_INFINITY;
  private long nowNanos = 5_000_000_000L;
  private final long bornNanos = nowNanos;
  private int looks;
  private double halfFrom = Double.NaN;
  private double halfTo = Double.NaN;

  ScriptedEye(DoubleFunction<List<Descriptor>> life) {
    this.life = life;
  }

  ScriptedEye endingAt(double seconds) {
    endsAtSeconds = seconds;
    return this;
  }

  /// The second half of the table cannot be read from one moment to another.
  ScriptedEye readingHalfBetween(double from, double to) {
    halfFrom = from;
    halfTo = to;
    return this;
  }

  int looks() {
    return looks;
  }

  double seconds() {
    return (nowNanos - bornNanos) / 1e9;
  }

  @Override
  public long nanos() {
    return nowNanos;
  }

  @Override
  public void sleep(long nanos) {
    nowNanos += nanos;
  }

  @Override
  public Reading<Inventory> inventory(ProcessIdentity process, Detail detail) {
    looks++;
    // A look takes a millisecond, so that the pacer has something to pace.
    nowNanos += 1_000_000;
    if (seconds() >= endsAtSeconds) {
      return Reading.unseen("pid 4711", "the process has ended", "");
    }
    List<Descriptor> held = life.apply(seconds());
    boolean half = seconds() >= halfFrom && seconds() < halfTo;
    List<Descriptor> read = half ? held.subList(0, held.size() / 2) : held;
    List<Blind> blind =
        half ? List.of(new Blind("descriptors", "EMFILE", "raise the limit")) : List.of();
    return Reading.seen(
        new Inventory(
            facts(),
            Instant.EPOCH,
            Source.PROCFS,
            held.size(),
            new DescriptorLimits(1024, 4096),
            read,
            MemoryUse.UNKNOWN,
            blind));
  }

  @Override
  public Reading<List<ThreadFacts>> threads(ProcessIdentity process) {
    return Reading.seen(List.of(new ThreadFacts(4711, "scripted", 99)));
  }

  @Override
  public Reading<MappingUse> mappings(ProcessIdentity process) {
    return Reading.unseen("mappings", "no test looks at them", "");
  }

  @Override
  public Reading<HeapUse> heap(ProcessIdentity process) {
    return Reading.unseen("the heap", "no test looks at it", "");
  }

  @Override
  public Cost cost() {
    return new Cost(seconds() / 100, 40 << 20);
  }

  private static ProcessFacts facts() {
    return new ProcessFacts(
        TARGET, 1, "scripted", List.of("scripted"), 1000, Instant.EPOCH, 'S', 1);
  }

  @Override
  public Census census() {
    throw new AssertionError("a hunt looks at one process");
  }

  @Override
  public List<ProcessFacts> processes() {
    throw new AssertionError("a hunt looks at one process");
  }

  @Override
  public Reading<ProcessFacts> process(int pid) {
    return Reading.seen(facts());
  }

  @Override
  public Reading<LimitReport> limits(ProcessIdentity process) {
    throw new AssertionError("a hunt asks for no limits");
  }

  @Override
  public DoctorReport doctor() {
    throw new AssertionError("a hunt needs no doctor");
  }

  @Override
  public void close() {}
}
