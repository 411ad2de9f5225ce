package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that are large, ending, gone, or in a pid namespace of their own.
class ProcessesTest {

  @Test
  void nineHundredDescriptorsAreReadWholeAndInOrder(@TempDir Path folder) throws Exception {
    try (DescriptorIterator iterator = Bpf.open();
        Holder holder = Holder.start(folder, List.of(), "many")) {
      List<DescriptorRecord> found = Bpf.inventory(iterator, holder.pid());
      assertThat(found).hasSize(listed(holder.pid())).hasSizeGreaterThan(900);
      assertThat(found).extracting(DescriptorRecord::number).isSorted().doesNotHaveDuplicates();
      assertThat(found)
          .filteredOn(descriptor -> descriptor.path().equals("anon_inode:[eventfd]"))
          .hasSizeGreaterThanOrEqualTo(900);
    }
  }

  @Test
  void anInventoryIsOfTheProcessAskedForAndOfNoOther(@TempDir Path folder) throws Exception {
    try (DescriptorIterator iterator = Bpf.open();
        Holder one = Holder.start(folder, List.of());
        Holder other = Holder.start(Files.createDirectory(folder.resolve("b")), List.of())) {
      assertThat(Bpf.inventory(iterator, one.pid()))
          .isNotEmpty()
          .allMatch(descriptor -> descriptor.pid() == one.pid());
      assertThat(Bpf.inventory(iterator, other.pid()))
          .isNotEmpty()
          .allMatch(descriptor -> descriptor.pid() == other.pid());
    }
  }

  @Test
  void aProcessThatIsGoneHoldsNothing(@TempDir Path folder) throws Exception {
    try (DescriptorIterator iterator = Bpf.open();
        Holder holder = Holder.start(folder, List.of())) {
      holder.kill();
      assertThat(Bpf.inventory(iterator, holder.pid())).isEmpty();
      assertThat(Bpf.inventory(iterator, Integer.MAX_VALUE)).isEmpty();
    }
  }

  @Test
  void aProcessMayEndWhileItIsRead(@TempDir Path folder) throws Exception {
    try (DescriptorIterator iterator = Bpf.open();
        Holder holder = Holder.start(folder, List.of(), "many")) {
      int whole = Bpf.inventory(iterator, holder.pid()).size();
      Thread killer = Thread.ofPlatform().start(() -> holder.handle().destroyForcibly());
      int size;
      do {
        size = Bpf.inventory(iterator, holder.pid()).size();
        assertThat(size).isBetween(0, whole);
      } while (size > 0);
      killer.join();
    }
  }

  @Test
  void aProcessWhoseFirstThreadHasEndedIsSeenThroughAnother(@TempDir Path folder) throws Exception {
    try (DescriptorIterator iterator = Bpf.open();
        Holder holder = Holder.start(folder, List.of(), "orphan")) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (listed(holder.pid()) > 0 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(listed(holder.pid())).isZero();
      assertThat(Bpf.inventory(iterator, holder.pid()))
          .extracting(DescriptorRecord::number)
          .contains(holder.number("created"), holder.number("plain"))
          .doesNotHaveDuplicates();
      int[] counted = {0};
      Bpf.seen(iterator.census(record -> counted[0] += record.pid() == holder.pid() ? 1 : 0));
      assertThat(counted[0]).isGreaterThan(40);
    }
  }

  @Test
  void aThreadWithATableOfItsOwnIsLeftOutAsProcLeavesItOut(@TempDir Path folder) throws Exception {
    try (DescriptorIterator iterator = Bpf.open();
        Holder holder = Holder.start(folder, List.of(), "apart")) {
      assertThat(Bpf.inventory(iterator, holder.pid()))
          .hasSize(listed(holder.pid()))
          .extracting(DescriptorRecord::number)
          .doesNotHaveDuplicates()
          .doesNotContain(holder.number("apart"));
    }
  }

  @Test
  void aProcessInAPidNamespaceIsKnownByItsNumberHere(@TempDir Path folder) throws Exception {
    try (DescriptorIterator iterator = Bpf.open();
        Holder holder =
            Holder.start(folder, List.of("unshare", "--pid", "--fork", "--mount-proc"))) {
      int pid = Math.toIntExact(holder.handle().children().findFirst().orElseThrow().pid());
      assertThat(Bpf.inventory(iterator, pid))
          .hasSize(listed(pid))
          .allMatch(descriptor -> descriptor.pid() == pid);
    }
  }

  @Test
  void aReaderInAPidNamespaceSeesNumbersOfThatNamespaceOnly() throws Exception {
    Bpf.open().close();
    List<String> said = run(SelfReader.class, "unshare", "--pid", "--fork", "--mount-proc");
    assertThat(said).containsExactly("pid 1", "pids seen [1]", "inventory is of [1]", "agrees");
  }

  @Test
  void aRefusalByTheKernelIsAReasonAndNoException() throws Exception {
    Bpf.open().close();
    List<String> said = run(Opener.class, "unshare", "--user", "--map-root-user");
    assertThat(said).singleElement().asString().contains("EPERM", "user namespace");
  }

  /// @param before words in front of the command
  private static List<String> run(Class<?> main, String... before) throws Exception {
    List<String> command = new ArrayList<>(List.of(before));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> said = process.inputReader().lines().toList();
    assertThat(process.waitFor()).isZero();
    return said;
  }

  /// Runs where the capabilities of root count for nothing.
  static final class Opener {
    private Opener() {}

    public static void main(String[] arguments) {
      System.out.println(DescriptorIterator.open(Program.CENSUS));
    }
  }

  /// Runs as the first process of a pid namespace.
  static final class SelfReader {
    private SelfReader() {}

    public static void main(String[] arguments) {
      int self = Math.toIntExact(ProcessHandle.current().pid());
      System.out.println("pid " + self);
      try (DescriptorIterator iterator = Bpf.open()) {
        IntStream.Builder pids = IntStream.builder();
        Bpf.seen(iterator.census(record -> pids.add(record.pid())));
        System.out.println("pids seen " + pids.build().distinct().boxed().toList());
        List<DescriptorRecord> own = Bpf.inventory(iterator, self);
        System.out.println(
            "inventory is of " + own.stream().map(DescriptorRecord::pid).distinct().toList());
        // Listing the folder takes one descriptor, and the iterator and its link were two.
        boolean agrees = Math.abs(own.size() - listed(self)) <= 2;
        System.out.println(agrees ? "agrees" : own.size() + " against " + listed(self));
      }
    }
  }

  private static int listed(int pid) {
    String[] names = new File("/proc/" + pid + "/fd").list();
    return Objects.requireNonNull(names, "no such process").length;
  }
}
