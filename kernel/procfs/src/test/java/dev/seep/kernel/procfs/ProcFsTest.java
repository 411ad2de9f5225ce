package dev.seep.kernel.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.MemoryUse;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Errno;
import dev.seep.testkit.FakeProc;
import dev.seep.testkit.Planted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFsTest {
  private static final ProcFs PROC = new ProcFs();
  private static final int SELF = (int) ProcessHandle.current().pid();

  @TempDir Path folder;

  @Test
  void thisProcessIsAmongAllAndReadsAsTheJvmKnowsItself() {
    assertThat(PROC.pids()).contains(SELF, 1).isSorted();
    ProcessFacts facts = Readings.seen(PROC.process(SELF));
    assertThat(facts.name()).isEqualTo("java");
    assertThat(facts.parentPid())
        .isEqualTo((int) ProcessHandle.current().parent().orElseThrow().pid());
    assertThat(Path.of(facts.command().getFirst()).getFileName()).hasToString("java");
    Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
    assertThat(Duration.between(facts.startedAt(), started).abs())
        .isLessThan(Duration.ofSeconds(2));
    assertThat(PROC.isAlive(facts.identity())).isTrue();
    assertThat(PROC.isAlive(new ProcessIdentity(SELF, facts.identity().startTicks() + 1)))
        .isFalse();
  }

  @Test
  void aHostileNameIsReadByteByByte() throws IOException {
    try (Zoo zoo = new Zoo()) {
      ProcessFacts facts = Readings.seen(PROC.process(zoo.pid()));
      assertThat(facts.name()).isEqualTo(") R 1 (\n\u001b\udcff");
      assertThat(facts.state()).as("it may still be on its way into its wait").isIn('S', 'R');
      assertThat(facts.parentPid()).isEqualTo(SELF);
      assertThat(facts.threads()).isEqualTo(2);
      assertThat(facts.command()).hasSize(3).contains("-c");
      assertThat(Readings.seen(PROC.threads(zoo.pid())))
          .hasSize(2)
          .anySatisfy(t -> assertThat(t.comm()).isEqualTo(") R 1 (\n\u001b\udcff"))
          .allSatisfy(t -> assertThat(t.startTicks()).isPositive());
    }
  }

  @Test
  void descriptorsAreCountedExactly() throws IOException {
    try (Planted child =
        Planted.python(
            """
            import os, resource, sys
            resource.setrlimit(resource.RLIMIT_NOFILE, (300, 400))
            held = [os.open('/dev/null', os.O_RDONLY) for _ in range(100)]
            print('ready', flush=True)
            sys.stdin.read()
            """)) {
      assertThat(PROC.openCount(child.pid())).isEqualTo(103);
      assertThat(Readings.seen(PROC.descriptorLimits(child.pid())))
          .isEqualTo(new DescriptorLimits(300, 400))
          .isEqualTo(Readings.seen(PROC.limits(child.pid())).descriptors());
    }
  }

  @Test
  void whereTheFolderHasNoSizeItIsListed() {
    FakeProc fake = FakeProc.in(folder);
    fake.process(812).fd(0, "/dev/null").fd(3, "socket:[77]").fd(40, "pipe:[78]");
    assertThat(new ProcFs(folder).openCount(812)).isEqualTo(3);
    assertThat(new ProcFs(folder).countsBySize()).isFalse();
  }

  @Test
  void aProcessThatIsNotThereIsAReadingAndNoException() {
    int pid = Readings.freePid();
    List<Reading<?>> readings =
        List.of(
            PROC.process(pid),
            PROC.stat(pid),
            PROC.limits(pid),
            PROC.descriptorLimits(pid),
            PROC.descriptorCount(pid),
            PROC.descriptors(pid),
            PROC.memory(pid),
            PROC.threads(pid),
            PROC.mappings(pid));
    assertThat(readings).allSatisfy(r -> assertThat(Readings.blind(r).why()).contains("has ended"));
    assertThat(Errno.ENOENT.is(PROC.openCount(pid))).isTrue();
  }

  @Test
  void aZombieHasNoMemoryAndNoCommand() throws IOException {
    try (Planted parent =
        Planted.python(
            """
            import os, sys
            child = os.fork()
            if child == 0: os._exit(0)
            os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
            print(child, flush=True)
            sys.stdin.read()
            """)) {
      int zombie = Integer.parseInt(parent.readyLine());
      ProcessFacts facts = Readings.seen(PROC.process(zombie));
      assertThat(facts.isZombie()).isTrue();
      assertThat(facts.command()).isEmpty();
      assertThat(Readings.seen(PROC.memory(zombie)).residentBytes()).isEqualTo(-1);
    }
  }

  @Test
  void memoryAddsUp() throws IOException {
    try (Planted child =
        Planted.python(
            """
            import mmap, sys
            held = mmap.mmap(-1, 32 * 1024 * 1024, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
            held.write(b'x' * len(held))
            print('ready', flush=True)
            sys.stdin.read()
            """)) {
      MemoryUse memory = Readings.seen(PROC.memory(child.pid()));
      long held = 32L * 1024 * 1024;
      assertThat(memory.anonymousBytes()).isGreaterThan(held);
      assertThat(memory.residentBytes()).isGreaterThanOrEqualTo(memory.anonymousBytes());
      assertThat(memory.virtualBytes()).isGreaterThan(memory.residentBytes());
      assertThat(memory.proportionalBytes()).isBetween(held, memory.residentBytes());
      assertThat(memory.mappings())
          .isEqualTo(Files.readAllLines(Path.of("/proc/" + child.pid() + "/maps")).size());
      assertThat(Readings.seen(PROC.glance(child.pid())).residentBytes()).isGreaterThan(held / 2);
    }
  }

  @Test
  void aFakeProcIsReadByTheSameCode() {
    FakeProc.in(folder)
        .process(812)
        .comm("crawler")
        .command("crawler", "--deep")
        .parent(7)
        .startTicks(250)
        .residentPages(3)
        .limits(1024, 4096)
        .thread(813, "worker");
    ProcFs proc = new ProcFs(folder);
    Glance glance = Readings.seen(proc.glance(812));
    assertThat(glance.facts().identity()).isEqualTo(new ProcessIdentity(812, 250));
    assertThat(glance.facts().command()).containsExactly("crawler", "--deep");
    assertThat(glance.facts().startedAt()).isEqualTo(Instant.parse("2023-11-14T22:13:22.500Z"));
    assertThat(glance.residentBytes()).isEqualTo(3 * 4096);
    assertThat(Readings.seen(proc.descriptorLimits(812)))
        .isEqualTo(new DescriptorLimits(1024, 4096));
    assertThat(Readings.seen(proc.threads(812)))
        .containsExactly(new ThreadFacts(813, "worker", 'S', 250));
    assertThat(proc.pids()).containsExactly(812);
  }

  @Test
  void aTruncatedStatIsUnseenWithItsPath() {
    FakeProc.in(folder).process(812).file("stat", "812 (crawler) S 1");
    assertThat(Readings.blind(new ProcFs(folder).process(812)).what()).endsWith("/812/stat");
  }

  @Test
  void whatIsNotPermittedSaysWhyAndWhatMendsIt() throws IOException {
    assumeThat(Readings.seen(PROC.process(SELF)).uid()).as("root can plant it").isZero();
    try (Planted stranger = OtherUser.run(folder, Stranger.class, Integer.toString(SELF))) {
      assertThat(stranger.readyLine())
          .startsWith("name=java uid=0 soft=")
          .doesNotContain("soft=-1")
          .contains(PROC.countsBySize() ? "count=seen" : "count=EACCES (permission denied)")
          .endsWith(
              "table=EACCES (permission denied) "
                  + "mend=run Seep as the owner of the process, as root, or with CAP_SYS_PTRACE");
    }
  }

  @Test
  void outOfDescriptorsTwoAreEnoughAndFewerAreSaid() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String flags = " -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp ";
    String classPath = "'" + System.getProperty("java.class.path") + "' ";
    String run = "ulimit -n 64; exec " + java + flags + classPath + Starved.class.getName();
    String lacking = "EMFILE (this process is out of file descriptors)";
    try (Planted starved = Planted.start("sh", "-c", run)) {
      assertThat(starved.readyLine())
          .isEqualTo(lacking + "|true,false,1," + lacking + "|true,true,0,|");
    }
  }
}
