package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrowdTest {
  private static final TracerOptions ALONE = new TracerOptions(false, 100, 8192);
  private static final int THREADS = 4;
  private static final int PAIRS = 50_000;
  private static final int SURVIVORS = 250;

  @TempDir static Path folder;
  private static Path crowd = Path.of("");

  @BeforeAll
  static void compile() throws Exception {
    Bpf.open().close();
    crowd = Traced.compile(folder, "crowd");
  }

  private static Traced start() throws Exception {
    return Traced.start(
        crowd, Integer.toString(THREADS), Integer.toString(PAIRS), Integer.toString(SURVIVORS));
  }

  @Test
  void ofManyThreadsExactlyTheSurvivorsAreLeft() throws Exception {
    try (Traced traced = start();
        DescriptorTracer tracer = Trace.attach(traced.pid(), ALONE)) {
      traced.act();
      Set<Integer> survivors = new TreeSet<>(traced.truth().values());
      assertThat(survivors).hasSize(THREADS * SURVIVORS);
      assertThat(new TreeSet<>(Held.by(tracer, traced.pid()).born())).isEqualTo(survivors);
      TracerCounts counts = tracer.counts();
      assertThat(counts.opened()).isEqualTo(THREADS * PAIRS);
      assertThat(counts.closed()).isEqualTo(THREADS * (PAIRS - SURVIVORS));
      assertThat(counts.lost()).isZero();
    }
  }

  @Test
  void everyEndIsEitherTakenOrCountedAsUnrecorded() throws Exception {
    try (Traced traced = start();
        DescriptorTracer tracer = Trace.attach(traced.pid(), ALONE)) {
      traced.act();
      Trace trace = new Trace();
      tracer.drain(trace);
      TracerCounts counts = tracer.counts();
      assertThat(trace.lives.size() + counts.unrecorded()).isEqualTo(counts.closed());
      assertThat(trace.lives).isNotEmpty().allMatch(life -> life.endedBy().equals("close"));
      assertThat(counts.unrecorded()).isPositive();
      assertThat(trace.stacks).hasSize(Math.toIntExact(counts.stacksTaken()));
      assertThat(counts.stacksTaken() + counts.stacksSkipped())
          .isEqualTo(counts.opened() + THREADS);
    }
  }

  @Test
  void twoTracersOfOneProcessDoNotDisturbEachOther() throws Exception {
    try (Traced traced = start();
        DescriptorTracer first = Trace.attach(traced.pid(), ALONE)) {
      try (DescriptorTracer second = Trace.attach(traced.pid(), ALONE)) {
        traced.act();
        assertThat(Held.by(second, traced.pid()).born())
            .isEqualTo(Held.by(first, traced.pid()).born())
            .hasSize(THREADS * SURVIVORS);
      }
      assertThat(Held.by(first, traced.pid()).born()).hasSize(THREADS * SURVIVORS);
    }
  }

  @Test
  void aCrowdThatIsKilledAtWorkLeavesNothing() throws Exception {
    try (Traced traced = Traced.start(crowd, "4", "100000000", "1000");
        DescriptorTracer tracer = Trace.attach(traced.pid(), ALONE)) {
      traced.proceed();
      Thread.sleep(200);
      traced.handle().destroyForcibly();
      traced.await();
      TracerCounts counts = tracer.counts();
      assertThat(counts.opened()).isPositive().isEqualTo(counts.closed());
      assertThat(tracer.live()).isEmpty();
    }
  }

  @Test
  void whatWasOpenBeforeIsKnownOnlyOnceItIsUsedAndHasNoBirth() throws Exception {
    try (Traced traced = start()) {
      traced.act();
      try (DescriptorTracer tracer = Trace.attach(traced.pid(), ALONE)) {
        traced.proceed();
        traced.await();
        Trace trace = new Trace();
        tracer.drain(trace);
        assertThat(trace.lives).isEmpty();
        assertThat(tracer.counts().opened()).isZero();
      }
    }
  }

  @Test
  void aProcessThatIsRemovedIsForgottenAndOneThatIsAddedIsSeen() throws Exception {
    try (Traced one = start();
        Traced two = start();
        DescriptorTracer tracer = Trace.attach(one.pid(), ALONE)) {
      tracer.add(two.pid());
      one.act();
      two.act();
      assertThat(Held.by(tracer, one.pid()).born()).hasSize(THREADS * SURVIVORS);
      assertThat(Held.by(tracer, two.pid()).born()).hasSize(THREADS * SURVIVORS);
      tracer.remove(one.pid());
      assertThat(Held.by(tracer, one.pid()).numbers()).isEmpty();
      assertThat(Held.by(tracer, two.pid()).born()).hasSize(THREADS * SURVIVORS);
    }
  }
}
