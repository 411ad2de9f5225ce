package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.kernel.bpf.BirthArguments.Inherited;
import dev.seep.kernel.bpf.BirthArguments.PathArguments;
import dev.seep.kernel.bpf.ProcessEvent.Kind;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FamilyTest {
  private static final TracerOptions FOLLOWING = new TracerOptions(true, 0, 8192);
  private static final TracerOptions ALONE = new TracerOptions(false, 0, 8192);

  @TempDir static Path folder;
  private static Path family = Path.of("");

  @BeforeAll
  static void compile() throws Exception {
    Bpf.open().close();
    family = Traced.compile(folder, "family");
  }

  @Test
  void aChildInheritsWhatItsParentHeldAndHasItsOwn() throws Exception {
    try (Traced traced = Traced.start(family, "children");
        DescriptorTracer tracer = Trace.attach(traced.pid(), FOLLOWING)) {
      traced.act();
      Held parent = Held.by(tracer, traced.pid());
      Held child = Held.by(tracer, traced.number("child"));
      BirthRecord inherited = child.at(traced.number("kept")).birth();
      assertThat(inherited.call()).isEqualTo("fork");
      assertThat(inherited.arguments()).isEqualTo(new Inherited(new PathArguments("/dev/null", 0)));
      assertThat(inherited.atNanos())
          .isGreaterThan(parent.at(traced.number("kept")).birth().atNanos());
      assertThat(child.at(traced.number("closing")).birth().call()).isEqualTo("fork");
      assertThat(child.at(traced.number("own")).birth().call()).isEqualTo("openat");
      assertThat(child.numbers()).contains(traced.number("ownClosing"));
      assertThat(parent.born())
          .contains(traced.number("kept"), traced.number("closing"), traced.number("dropped"))
          .doesNotContain(traced.number("ownClosing"));
    }
  }

  @Test
  void execEndsWhatClosesOnExecAndExitEndsTheRest() throws Exception {
    try (Traced traced = Traced.start(family, "children");
        DescriptorTracer tracer = Trace.attach(traced.pid(), FOLLOWING)) {
      traced.act();
      int child = traced.number("child");
      Trace trace = new Trace();
      tracer.drain(trace);
      assertThat(trace.events)
          .singleElement()
          .matches(e -> e.kind() == Kind.FORK && e.process() == child)
          .matches(event -> event.parent() == traced.pid());
      traced.act();
      trace = new Trace();
      tracer.drain(trace);
      assertThat(ended(trace, child, "execve"))
          .containsExactlyInAnyOrder(traced.number("closing"), traced.number("ownClosing"));
      assertThat(trace.events)
          .singleElement()
          .matches(e -> e.kind() == Kind.EXEC && e.process() == child);
      assertThat(Held.by(tracer, child).born())
          .contains(traced.number("kept"), traced.number("own"))
          .doesNotContain(traced.number("closing"), traced.number("ownClosing"));
      traced.act();
      trace = new Trace();
      tracer.drain(trace);
      assertThat(ended(trace, child, "exit")).contains(traced.number("kept"), traced.number("own"));
      assertThat(trace.events)
          .singleElement()
          .matches(e -> e.kind() == Kind.EXIT && e.process() == child);
      assertThat(Held.by(tracer, child).numbers()).isEmpty();
      assertThat(Held.by(tracer, traced.pid()).born())
          .contains(traced.number("kept"), traced.number("closing"));
    }
  }

  @Test
  void withoutFollowingAChildIsIgnored() throws Exception {
    try (Traced traced = Traced.start(family, "children");
        DescriptorTracer tracer = Trace.attach(traced.pid(), ALONE)) {
      traced.act();
      traced.act();
      traced.act();
      Trace trace = new Trace();
      tracer.drain(trace);
      assertThat(trace.lives).isEmpty();
      assertThat(trace.events).isEmpty();
      assertThat(tracer.live()).allMatch(record -> record.process() == traced.pid());
      assertThat(Held.by(tracer, traced.pid()).born())
          .contains(traced.number("kept"), traced.number("closing"), traced.number("dropped"));
    }
  }

  @Test
  void aProcessThatSharesTheTableOpensAndClosesForTheOther() throws Exception {
    for (TracerOptions options : new TracerOptions[] {ALONE, FOLLOWING}) {
      try (Traced traced = Traced.start(family, "sharing");
          DescriptorTracer tracer = Trace.attach(traced.pid(), options)) {
        traced.act();
        Trace trace = new Trace();
        tracer.drain(trace);
        assertThat(trace.livesOf(traced.number("closed")).getFirst())
            .matches(life -> life.endedBy().equals("close"))
            .matches(life -> life.endedByThread() == traced.number("child"));
        assertThat(traced.number("theirs")).isEqualTo(traced.number("closed"));
        Set<Integer> open =
            tracer.live().stream()
                .filter(record -> record.birth().isSeen())
                .map(LiveRecord::number)
                .collect(Collectors.toSet());
        assertThat(open)
            .containsExactlyInAnyOrder(traced.number("theirs"), traced.number("closing"));
      }
    }
  }

  @Test
  void aThreadWithATableOfItsOwnIsLeftOut() throws Exception {
    try (Traced traced = Traced.start(family, "unshared");
        DescriptorTracer tracer = Trace.attach(traced.pid(), ALONE)) {
      traced.act();
      Trace trace = new Trace();
      tracer.drain(trace);
      assertThat(trace.lives).isEmpty();
      Held held = Held.by(tracer, traced.pid());
      assertThat(held.born()).contains(traced.number("before"), traced.number("after"));
      assertThat(held.born()).hasSize(4);
    }
  }

  @Test
  void aProcessThatGetsACopyOfItsTableKeepsItsBirths() throws Exception {
    try (Traced traced = Traced.start(family, "leader");
        DescriptorTracer tracer = Trace.attach(traced.pid(), ALONE)) {
      traced.act();
      Trace trace = new Trace();
      tracer.drain(trace);
      Held held = Held.by(tracer, traced.pid());
      assertThat(held.born()).contains(traced.number("kept"), traced.number("own")).hasSize(4);
      assertThat(held.at(traced.number("kept")).birth().call()).isEqualTo("openat");
      assertThat(trace.livesOf(traced.number("closed")))
          .singleElement()
          .matches(life -> life.endedBy().equals("close"));
      assertThat(traced.number("own")).isEqualTo(traced.number("closed"));
      assertThat(held.born()).doesNotContain(traced.number("ranged"));
    }
  }

  @Test
  void theProcessItselfEndsAndTakesAllWithIt() throws Exception {
    try (Traced traced = Traced.start(family, "sharing");
        DescriptorTracer tracer = Trace.attach(traced.pid(), ALONE)) {
      traced.act();
      traced.proceed();
      assertThat(traced.await()).isZero();
      Trace trace = new Trace();
      tracer.drain(trace);
      assertThat(ended(trace, traced.pid(), "exit"))
          .containsExactlyInAnyOrder(traced.number("theirs"), traced.number("closing"));
      assertThat(tracer.live()).isEmpty();
      TracerCounts counts = tracer.counts();
      assertThat(counts.opened()).isEqualTo(counts.closed()).isEqualTo(3);
    }
  }

  private static Set<Integer> ended(Trace trace, int process, String by) {
    return trace.lives.stream()
        .filter(life -> life.process() == process && life.endedBy().equals(by))
        .map(LifeRecord::number)
        .collect(Collectors.toSet());
  }
}
