package dev.seep.benchmarks;

import dev.seep.evidence.Census;
import dev.seep.evidence.Reading;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.observer.Eye;
import dev.seep.observer.Observer;
import dev.seep.observer.SourceChoice;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What a running JVM pays to look at the machine as it is: `benchmarks/compare in-jvm` plants the
/// descriptors and the processes, and measures `lsof` beside it.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx192m"})
public class EyeBenchmark {

  /// The eye through each source.
  @State(Scope.Benchmark)
  public static class Eyes {
    final Eye ebpf = opened(SourceChoice.EBPF);
    final Eye procfs = opened(SourceChoice.PROCFS);

    @TearDown(Level.Trial)
    public void close() {
      ebpf.close();
      procfs.close();
    }

    private static Eye opened(SourceChoice choice) {
      return switch (Observer.open(Path.of("/proc"), choice)) {
        case Reading.Seen<Eye> seen -> seen.value();
        case Reading.Unseen<Eye> unseen ->
            throw new IllegalStateException(unseen.blind().toString());
      };
    }
  }

  /// Every process with its sockets by state, through the iterator.
  @Benchmark
  public Census censusThroughEbpf(Eyes eyes) {
    return eyes.ebpf.census();
  }

  /// Every process with its sockets by state, through `/proc`.
  @Benchmark
  public Census censusThroughProcfs(Eyes eyes) {
    return eyes.procfs.census();
  }

  /// Processes to count.
  @State(Scope.Benchmark)
  public static class Processes {
    private static final int COUNT = 300;

    final ProcFs procfs = new ProcFs();
    int[] pids = {};

    /// The processes of this machine, over and over until there are 300.
    @Setup(Level.Trial)
    public void list() {
      int[] all = procfs.pids();
      pids = new int[COUNT];
      for (int i = 0; i < COUNT; i++) {
        pids[i] = all[all.length - 1 - i % all.length];
      }
    }
  }

  /// Descriptor counts of 300 processes: what the watch pays every few seconds.
  @Benchmark
  public long countsOf300Processes(Processes processes) {
    long total = 0;
    for (int pid : processes.pids) {
      total += Math.max(0, processes.procfs.openCount(pid));
    }
    return total;
  }
}
