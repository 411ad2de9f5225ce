package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Reading;
import dev.seep.kernel.bpf.BirthArguments.Accepted;
import dev.seep.kernel.bpf.BirthArguments.CopyOf;
import dev.seep.kernel.bpf.BirthArguments.PathArguments;
import dev.seep.kernel.bpf.BirthArguments.SocketArguments;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorTracerTest {
  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int O_CLOEXEC = 02000000;

  @TempDir static Path folder;
  private static Path basics = Path.of("");

  @BeforeAll
  static void compile() throws Exception {
    Bpf.open().close();
    basics = Traced.compile(folder, "basics");
  }

  @Test
  void whatIsOpenIsKnownWithWhatItsCallsWereTold() throws Exception {
    try (Traced traced = Traced.start(basics);
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      Held live = Held.by(tracer, traced.pid());
      Endpoint server = new Endpoint("127.0.0.1", traced.number("port"));
      Endpoint client = new Endpoint("127.0.0.1", traced.number("clientPort"));
      PathArguments path = new PathArguments("/etc/passwd", O_CLOEXEC);

      BirthRecord file = live.at(traced.number("file")).birth();
      assertThat(file.call()).isEqualTo("openat");
      assertThat(file.arguments()).isEqualTo(path);
      assertThat(file.thread()).isEqualTo(traced.pid());
      assertThat(live.at(traced.number("copy")).birth().arguments())
          .isEqualTo(new CopyOf(traced.number("file"), path));
      assertThat(live.at(traced.number("client")).birth().arguments())
          .isEqualTo(new SocketArguments(AF_INET, SOCK_STREAM, 6, server, "", null, ""));
      Endpoint any = new Endpoint("127.0.0.1", 0);
      assertThat(live.at(traced.number("listener")).birth().arguments())
          .isEqualTo(new SocketArguments(AF_INET, SOCK_STREAM, 0, null, "", any, ""));
      assertThat(live.at(traced.number("accepted")).birth().arguments())
          .isEqualTo(
              new Accepted(
                  traced.number("listener"),
                  new SocketArguments(AF_INET, SOCK_STREAM, 0, client, "", any, "")));
    }
  }

  @Test
  void theLastUseAndTheBytesAreKnown() throws Exception {
    try (Traced traced = Traced.start(basics);
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      Held live = Held.by(tracer, traced.pid());
      LiveRecord client = live.at(traced.number("client"));
      UseRecord written = Objects.requireNonNull(client.lastUse());
      assertThat(written.call()).isEqualTo("write");
      assertThat(written.result()).isEqualTo(5);
      assertThat(client.uses()).isEqualTo(2);
      assertThat(client.writtenBytes()).isEqualTo(5);
      LiveRecord accepted = live.at(traced.number("accepted"));
      assertThat(Objects.requireNonNull(accepted.lastUse()).call()).isEqualTo("read");
      assertThat(accepted.readBytes()).isEqualTo(1);
      assertThat(live.at(traced.number("file")).lastUse()).isNull();
    }
  }

  @Test
  void aClosedDescriptorLeavesItsLife() throws Exception {
    try (Traced traced = Traced.start(basics);
        DescriptorTracer tracer = Trace.attach(traced)) {
      long before = System.nanoTime();
      traced.act();
      traced.act();
      long after = System.nanoTime();
      Trace trace = new Trace();
      tracer.drain(trace);
      assertThat(trace.lives)
          .extracting(LifeRecord::number)
          .containsExactly(
              traced.number("accepted"), traced.number("copy"), traced.number("client"));
      for (LifeRecord life : trace.lives) {
        assertThat(life.endedBy()).isEqualTo("close");
        assertThat(life.endedByThread()).isEqualTo(traced.pid());
        assertThat(life.birth().atNanos()).isBetween(before, life.endedAtNanos());
        assertThat(life.endedAtNanos()).isBetween(before, after);
      }
      assertThat(Held.by(tracer, traced.pid()).numbers())
          .doesNotContain(
              traced.number("accepted"), traced.number("copy"), traced.number("client"));
      assertThat(tracer.counts()).isEqualTo(new TracerCounts(5, 3, 0, 0, 5, 0, 0));
    }
  }

  @Test
  void aStackBelongsToItsDescriptorAndStartsAtTheStackPointer() throws Exception {
    try (Traced traced = Traced.start(basics);
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      Trace trace = new Trace();
      tracer.drain(trace);
      Held live = Held.by(tracer, traced.pid());
      assertThat(trace.stacks).hasSize(5);
      for (StackRecord stack : trace.stacks) {
        BirthRecord birth = live.at(stack.number()).birth();
        assertThat(stack.process()).isEqualTo(traced.pid());
        assertThat(stack.bornAtNanos()).isEqualTo(birth.atNanos());
        assertThat(stack.call()).isEqualTo(birth.call());
        assertThat(stack.registers()).hasSize(168);
        assertThat(stack.stack().length).isGreaterThan(500);
        assertThat(stack.framePointers()).isNotEmpty();
        ByteBuffer registers = ByteBuffer.wrap(stack.registers()).order(ByteOrder.LITTLE_ENDIAN);
        long instruction = registers.getLong(16 * 8);
        assertThat(stack.framePointers()[0]).isEqualTo(instruction);
        assertThat(registers.getLong(10 * 8)).isEqualTo(stack.number());
      }
    }
  }

  @Test
  void aProcessThatIsNotThereIsUnseen() {
    assertThat(DescriptorTracer.attach(Integer.MAX_VALUE, TracerOptions.usual()))
        .isEqualTo(
            Reading.unseen(
                "opens and closes through eBPF", "there is no process " + Integer.MAX_VALUE, ""));
  }
}
