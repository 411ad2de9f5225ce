package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.kernel.bpf.BirthArguments.SocketArguments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsesTest {
  private static final int EINPROGRESS = 115;
  private static final int ENOENT = 2;

  @TempDir static Path folder;
  private static Path uses = Path.of("");

  @BeforeAll
  static void compile() throws Exception {
    Bpf.open().close();
    uses = Traced.compile(folder, "uses");
  }

  private static UseRecord lastUse(DescriptorTracer tracer, Traced traced, String name) {
    LiveRecord record = Held.by(tracer, traced.pid()).at(traced.number(name));
    return Objects.requireNonNull(record.lastUse());
  }

  @Test
  void aConnectThatIsUnderWayAndAReadAtTheEndAreTold() throws Exception {
    try (Traced traced = Traced.start(uses);
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      UseRecord connect = lastUse(tracer, traced, "connecting");
      assertThat(connect.call()).isEqualTo("connect");
      assertThat(connect.result()).isEqualTo(-EINPROGRESS);
      assertThat(connect.thread()).isEqualTo(traced.pid());
      assertThat(connect.atNanos()).isLessThan(System.nanoTime());
      UseRecord read = lastUse(tracer, traced, "ended");
      assertThat(read.call()).isEqualTo("read");
      assertThat(read.result()).isZero();
    }
  }

  @Test
  void aConnectThatFailedStillTellsWhereItWasMeantToGo() throws Exception {
    try (Traced traced = Traced.start(uses);
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      assertThat(lastUse(tracer, traced, "nowhere").result()).isEqualTo(-ENOENT);
      LiveRecord record = Held.by(tracer, traced.pid()).at(traced.number("nowhere"));
      assertThat(record.birth().arguments())
          .isEqualTo(new SocketArguments(1, 1, 0, null, "/nonexistent/socket", null, ""));
    }
  }

  @Test
  void aDescriptorThatWasOpenBeforeIsAdoptedWhenItIsUsed() throws Exception {
    try (Traced traced = Traced.start(uses);
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      LiveRecord input = Held.by(tracer, traced.pid()).at(0);
      assertThat(input.birth().isSeen()).isFalse();
      assertThat(input.birth().call()).isEmpty();
      assertThat(Objects.requireNonNull(input.lastUse()).call()).isEqualTo("read");
    }
  }

  @Test
  void callsByThe32BitInterfaceAreCountedAndNotMisread() throws Exception {
    try (Traced traced = Traced.start(uses);
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      assertThat(tracer.counts().compatCalls()).isZero();
      try {
        traced.act();
      } catch (IOException ended) {
        Assumptions.abort("this kernel has no 32-bit calls: " + ended.getMessage());
      }
      assertThat(tracer.counts().compatCalls()).isPositive();
      assertThat(Held.by(tracer, traced.pid()).born()).contains(traced.number("file"));
    }
  }

  @Test
  void stacksAreTakenForSuspectsAloneWhenTheOthersHaveNoBudget() throws Exception {
    try (Traced traced = Traced.start(uses);
        DescriptorTracer tracer =
            Trace.attach(traced.pid(), new TracerOptions(false, 0, TracerOptions.SMALL_STACK))) {
      tracer.suspects(Set.of("socket", "no such call"), 1000);
      traced.act();
      Trace trace = new Trace();
      tracer.drain(trace);
      assertThat(trace.stacks).extracting(StackRecord::call).containsOnly("socket").hasSize(3);
      assertThat(trace.stacks).allMatch(stack -> stack.stack().length <= 8192);
      tracer.suspects(Set.of(), 0);
      tracer.stackBudget(1000);
      traced.act();
      trace = new Trace();
      tracer.drain(trace);
      assertThat(trace.stacks).extracting(StackRecord::call).containsOnly("openat");
    }
  }
}
