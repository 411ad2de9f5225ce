package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.kernel.bpf.BirthArguments.PathArguments;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Threads are followed like descriptors, and are not counted among them.
class ThreadsTest {
  @TempDir static Path folder;
  private static Path threads = Path.of("");

  @BeforeAll
  static void compile() throws Exception {
    Bpf.open().close();
    threads = Traced.compile(folder, "threads");
  }

  @Test
  void aThreadThatLivesIsKnownWithWhoMadeIt() throws Exception {
    try (Traced traced = Traced.start(threads);
        DescriptorTracer tracer = Trace.attach(traced)) {
      long before = System.nanoTime();
      traced.act();
      List<LiveRecord> living =
          tracer.live().stream()
              .filter(record -> record.isThread() && record.process() == traced.pid())
              .toList();
      assertThat(living).hasSize(1);
      LiveRecord thread = living.getFirst();
      assertThat(thread.number()).isEqualTo(traced.number("stays"));
      assertThat(thread.birth().call()).startsWith("clone");
      assertThat(thread.birth().thread()).isEqualTo(traced.pid());
      assertThat(thread.birth().atNanos()).isBetween(before, System.nanoTime());
      assertThat(tracer.counts().opened()).isZero();
    }
  }

  @Test
  void aThreadThatEndedLeavesItsLifeAndItsName() throws Exception {
    try (Traced traced = Traced.start(threads);
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      Trace trace = new Trace();
      tracer.drain(trace);
      assertThat(trace.lives).isEmpty();
      assertThat(trace.threads).hasSize(1);
      LifeRecord life = trace.threads.getFirst();
      assertThat(life.number()).isEqualTo(traced.number("ends"));
      assertThat(life.birth().arguments()).isEqualTo(new PathArguments("worker-2", 0));
      assertThat(life.endedBy()).isEqualTo("exit_thread");
      assertThat(life.endedAtNanos()).isGreaterThan(life.birth().atNanos());
      assertThat(tracer.counts().closed()).isZero();
    }
  }

  @Test
  void theStackIsOfWhoMadeTheThread() throws Exception {
    try (Traced traced = Traced.start(threads);
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      Trace trace = new Trace();
      tracer.drain(trace);
      assertThat(trace.stacks)
          .filteredOn(StackRecord::isThread)
          .extracting(StackRecord::number)
          .containsExactly(traced.number("stays"), traced.number("ends"));
      for (StackRecord stack : trace.stacks) {
        assertThat(stack.thread()).isEqualTo(traced.pid());
        assertThat(stack.registers()).hasSize(168);
        assertThat(stack.stack()).isNotEmpty();
        assertThat(stack.framePointers()).isNotEmpty();
      }
    }
  }

  @Test
  void threadsThatEndWithTheirProcessAreSaidToHaveEndedByIt() throws Exception {
    try (Traced traced = Traced.start(threads);
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      int stays = traced.number("stays");
      traced.proceed();
      assertThat(traced.await()).isZero();
      Trace trace = new Trace();
      tracer.drain(trace);
      assertThat(trace.threads)
          .filteredOn(life -> life.number() == stays)
          .extracting(LifeRecord::endedBy)
          .containsExactly("exit");
      assertThat(tracer.live()).noneMatch(LiveRecord::isThread);
    }
  }
}
