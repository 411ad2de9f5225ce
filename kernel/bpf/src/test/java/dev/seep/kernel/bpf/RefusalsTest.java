package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalsTest {
  @TempDir static Path folder;
  private static Path refused = Path.of("");

  @BeforeAll
  static void compile() throws Exception {
    Bpf.open().close();
    refused = Traced.compile(folder, "refused");
  }

  private static Map<String, Long> counts(DescriptorTracer tracer, int pid, int error) {
    Map<String, Long> found = new TreeMap<>();
    for (RefusalRecord each : tracer.refusals()) {
      assertThat(each.process()).isEqualTo(pid);
      assertThat(each.error()).isEqualTo(error);
      found.put(each.call(), each.count());
    }
    return found;
  }

  @Test
  void everyCallThatTheLimitRefusesIsCounted() throws Exception {
    try (Traced traced = Traced.start(refused, "full");
        DescriptorTracer tracer = Trace.attach(traced)) {
      long before = System.nanoTime();
      traced.act();
      assertThat(counts(tracer, traced.pid(), Errno.EMFILE))
          .isEqualTo(
              Map.of("openat", 7L, "socket", 5L, "fcntl", 4L, "epoll_create1", 3L, "accept4", 11L));
      assertThat(traced.number("accept4")).isEqualTo(11);
      assertThat(tracer.refusals())
          .allSatisfy(each -> assertThat(each.lastAtNanos()).isBetween(before, System.nanoTime()));
    }
  }

  @Test
  void nothingIsCountedOfItsHealthyTwinWhichHasOneToSpare() throws Exception {
    try (Traced traced = Traced.start(refused, "spare");
        DescriptorTracer tracer = Trace.attach(traced)) {
      traced.act();
      assertThat(traced.number("openat")).isZero();
      assertThat(tracer.refusals()).isEmpty();
      assertThat(tracer.counts().opened()).isPositive();
    }
  }

  /// The machine's own limit (ENFILE) binds no process that may do what it likes, so that it cannot
  /// be reached here: what the programs write then is put together by hand.
  @Test
  void aMachineThatIsOutOfFilesIsReadAsSuch() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = arena.allocate(TraceLayout.REFUSAL_KEY_BYTES, 8);
      key.set(ValueLayout.JAVA_INT, 0, 4711);
      key.set(ValueLayout.JAVA_INT, 4, 288);
      key.set(ValueLayout.JAVA_INT, 8, Errno.ENFILE);
      MemorySegment value = arena.allocate(TraceLayout.REFUSAL_BYTES, 8);
      value.set(ValueLayout.JAVA_LONG, 0, 312);
      value.set(ValueLayout.JAVA_LONG, 8, 5_000_000_000L);
      assertThat(new TraceLayout(CallTable.of("amd64")).refusal(key, value))
          .isEqualTo(new RefusalRecord(4711, "accept4", Errno.ENFILE, 312, 5_000_000_000L));
    }
  }
}
