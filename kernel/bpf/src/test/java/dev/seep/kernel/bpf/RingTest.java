package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Endpoint;
import dev.seep.kernel.bpf.BirthArguments.Accepted;
import dev.seep.kernel.bpf.BirthArguments.PathArguments;
import dev.seep.kernel.bpf.BirthArguments.SocketArguments;
import dev.seep.kernel.libc.NativeLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingTest {
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;

  @TempDir static Path folder;
  private static Path ring = Path.of("");

  @BeforeAll
  static void compile() throws Exception {
    Bpf.open().close();
    ring = Traced.compile(folder, "ring");
  }

  private static Traced start() throws Exception {
    Traced traced = Traced.start(ring);
    Assumptions.assumeFalse(
        traced.truth().containsKey("forbidden"), "io_uring is forbidden on this machine");
    return traced;
  }

  @Test
  void whatARingOpensIsBornAndADirectDescriptorIsNone() throws Exception {
    try (Traced traced = start();
        DescriptorTracer tracer = Trace.attach(traced)) {
      Assumptions.assumeTrue(tracer.seesRings(), "this kernel tells of io_uring in another way");
      traced.act();
      assertThat(traced.number("direct")).isZero();
      Held held = Held.by(tracer, traced.pid());
      for (String name : List.of("openat", "openat2", "openat.worker")) {
        BirthRecord birth = held.at(traced.number(name)).birth();
        assertThat(birth.call()).isEqualTo("io_uring " + name.split("\\.", -1)[0]);
        assertThat(birth.arguments())
            .isInstanceOfSatisfying(
                PathArguments.class, path -> assertThat(path.path()).isEqualTo("/etc/hostname"));
        assertThat(birth.thread()).isEqualTo(traced.pid());
      }
      assertThat(held.at(traced.number("socket")).birth().arguments())
          .isEqualTo(new SocketArguments(AF_INET, SOCK_DGRAM, 0, null, "", null, ""));
      for (String name : List.of("accept", "accept.1", "accept.2", "accept.3")) {
        BirthRecord birth = held.at(traced.number(name)).birth();
        assertThat(birth.call()).isEqualTo("io_uring accept");
        assertThat(birth.arguments())
            .isInstanceOfSatisfying(
                Accepted.class,
                accepted -> assertThat(accepted.listener()).isEqualTo(traced.number("listener")));
      }
      long byRing =
          held.records().values().stream()
              .filter(record -> record.birth().call().startsWith("io_uring "))
              .count();
      assertThat(byRing).isEqualTo(8);
    }
  }

  @Test
  void whatARingClosesIsEndedAndWhatItFailsToCloseIsNot() throws Exception {
    try (Traced traced = start();
        DescriptorTracer tracer = Trace.attach(traced)) {
      Assumptions.assumeTrue(tracer.seesRings(), "this kernel tells of io_uring in another way");
      traced.act();
      Trace trace = new Trace();
      tracer.drain(trace);
      assertThat(traced.number("closeResult")).isZero();
      assertThat(traced.number("failedClose")).isNegative();
      assertThat(trace.lives)
          .extracting(LifeRecord::number)
          .containsExactly(traced.number("closed"), traced.number("quietly"));
      assertThat(trace.lives).extracting(LifeRecord::endedBy).containsOnly("io_uring close");
    }
  }

  @Test
  void aUseByARingIsAUse() throws Exception {
    try (Traced traced = start();
        DescriptorTracer tracer = Trace.attach(traced)) {
      Assumptions.assumeTrue(tracer.seesRings(), "this kernel tells of io_uring in another way");
      traced.act();
      LiveRecord accepted = Held.by(tracer, traced.pid()).at(traced.number("accept"));
      UseRecord last = Objects.requireNonNull(accepted.lastUse());
      assertThat(last.call()).isEqualTo("io_uring recv");
      assertThat(last.result()).isEqualTo(traced.number("received"));
      assertThat(accepted.readBytes()).isEqualTo(1);
    }
  }

  @Test
  void whatARingOpensHasAStackUnlessAWorkerDidIt() throws Exception {
    try (Traced traced = start();
        DescriptorTracer tracer = Trace.attach(traced)) {
      Assumptions.assumeTrue(tracer.seesRings(), "this kernel tells of io_uring in another way");
      traced.act();
      Trace trace = new Trace();
      tracer.drain(trace);
      assertThat(trace.stacks)
          .filteredOn(stack -> stack.number() == traced.number("openat"))
          .singleElement()
          .satisfies(stack -> assertThat(stack.stack()).isNotEmpty());
    }
  }

  @Test
  void whereARingMayConnectToIsKept() throws Exception {
    try (Traced traced = start();
        DescriptorTracer tracer = Trace.attach(traced)) {
      Assumptions.assumeTrue(tracer.seesRings(), "this kernel tells of io_uring in another way");
      traced.act();
      LiveRecord connected = Held.by(tracer, traced.pid()).at(traced.number("connected"));
      assertThat(connected.birth().arguments())
          .isInstanceOfSatisfying(
              SocketArguments.class,
              socket ->
                  assertThat(socket.peer())
                      .isEqualTo(new Endpoint("127.0.0.1", traced.number("port"))));
      assertThat(Objects.requireNonNull(connected.lastUse()).call()).isEqualTo("io_uring connect");
    }
  }

  @Test
  void whereTheKernelTellsNothingOfRingsTheRestIsTraced() throws Exception {
    NativeLibrary libbpf = NativeLibrary.open("libbpf.so.1").orElseThrow();
    try (Traced traced = start();
        DescriptorTracer tracer =
            Bpf.seen(
                DescriptorTracer.load(
                    libbpf, TracerOptions.usual(), DescriptorTracer.TRACING, traced.pid()))) {
      traced.act();
      assertThat(tracer.seesRings()).isFalse();
      Held held = Held.by(tracer, traced.pid());
      assertThat(held.at(traced.number("connected")).birth().call()).isEqualTo("socket");
      assertThat(held.born()).doesNotContain(traced.number("openat"));
    }
  }
}
