package dev.seep.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.evidence.Blind;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Limit;
import dev.seep.evidence.LimitReport;
import dev.seep.evidence.Reading;
import dev.seep.kernel.procfs.HostRoot;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.testkit.FakeProc;
import dev.seep.testkit.Planted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every limit that can stop a process, and the lines that raise them, typed on children.
final class LimitsTest {
  private static final String WAIT = "print('ready', flush=True); import sys; sys.stdin.read()";
  private static final Blind ASKED = new Blind("", "asked for /proc only", "");

  @TempDir Path folder;

  @Test
  void everyLimitOfARealProcessIsThereWithItsOrigin() throws IOException {
    try (Planted child = Planted.python(WAIT)) {
      LimitReport report = report(child.pid());
      assertThat(report.limits())
          .extracting(Limit::name)
          .contains("RLIMIT_NOFILE (soft)", "RLIMIT_NOFILE (hard)", "RLIMIT_NPROC (soft)")
          .contains("fs.file-max", "fs.nr_open", "kernel.pid_max", "kernel.threads-max")
          .contains("vm.max_map_count", "net.core.somaxconn", "net.ipv4.tcp_max_syn_backlog")
          .contains("net.ipv4.ip_local_port_range", "net.ipv4.tcp_fin_timeout")
          .contains("net.ipv4.tcp_tw_reuse", "pids.max")
          .anyMatch(name -> name.startsWith("memory."));
      assertThat(report.limits()).allMatch(limit -> !limit.origin().isBlank());
      assertThat(limit(report, "RLIMIT_NOFILE (soft)").used()).isPositive();
      assertThat(limit(report, "fs.file-max").used()).isPositive();
      assertThat(limit(report, "kernel.pid_max").used()).isPositive();
      assertThat(limit(report, "vm.max_map_count").used()).isPositive();
      assertThat(limit(report, "RLIMIT_NPROC (soft)").used()).isPositive();
      assertThat(limit(report, "net.ipv4.ip_local_port_range").note()).contains("by state");
    }
  }

  @Test
  void theLineThatRaisesTheSoftLimitWorksAsTyped() throws Exception {
    try (Planted child = low("100:400")) {
      type(limit(report(child.pid()), "RLIMIT_NOFILE (soft)").raise());
      assertThat(now(child)).isEqualTo(new DescriptorLimits(400, 400));
    }
  }

  /// Only CAP_SYS_RESOURCE may raise a hard limit, which a container's root lacks: the lines are
  /// made for a lower limit than the child has, so that typing them lowers it.
  @Test
  void theLinesForTheHardLimitAreReadAsTheyAreMeant() throws Exception {
    try (Planted child = low("100:400")) {
      type(RaiseLines.hard(child.pid(), "nofile", 150, 1_048_576, ""));
      assertThat(now(child)).isEqualTo(new DescriptorLimits(100, 300));
      type(RaiseLines.soft(child.pid(), "nofile", 120, 120));
      assertThat(now(child)).isEqualTo(new DescriptorLimits(240, 240));
      LimitReport report = report(child.pid());
      assertThat(limit(report, "RLIMIT_NOFILE (soft)").raise()).endsWith(" --nofile=480:480");
      assertThat(limit(report, "RLIMIT_NOFILE (hard)").raise()).endsWith(" --nofile=:480");
    }
  }

  @Test
  void theLineThatRaisesTheProcessLimitWorksAsTyped() throws Exception {
    try (Planted child =
        Planted.start("prlimit", "--nproc=5000:6000", Planted.pythonPath(), "-c", WAIT)) {
      type(limit(report(child.pid()), "RLIMIT_NPROC (soft)").raise());
      assertThat(limit(report(child.pid()), "RLIMIT_NPROC (soft)").limit()).isEqualTo(6000);
    }
  }

  @Test
  void thereIsNoLineForWhatCannotBeRaised() {
    assertThat(RaiseLines.sysctl("kernel.pid_max", 4_194_304)).isEmpty();
    assertThat(RaiseLines.sysctl("kernel.pid_max", 4_000_000))
        .isEqualTo("sysctl -w kernel.pid_max=4194304");
    assertThat(RaiseLines.sysctl("fs.file-max", DescriptorLimits.UNLIMITED)).isEmpty();
    assertThat(RaiseLines.sysctl("fs.nr_open", 2_147_483_584L)).isEmpty();
    assertThat(RaiseLines.sysctl("net.ipv4.tcp_tw_reuse", 1)).isEmpty();
    assertThat(RaiseLines.sysctl("net.ipv4.tcp_fin_timeout", 60))
        .isEqualTo("sysctl -w net.ipv4.tcp_fin_timeout=30");
    assertThat(RaiseLines.soft(7, "nproc", 100, DescriptorLimits.UNLIMITED))
        .isEqualTo("prlimit --pid 7 --nproc=unlimited:");
    assertThat(RaiseLines.hard(7, "nofile", 800, 1000, "sysctl -w fs.nr_open=2000"))
        .isEqualTo("sysctl -w fs.nr_open=2000 && prlimit --pid 7 --nofile=:1600");
  }

  @Test
  void theSettingsOfAnotherNetworkNamespaceAreUnseenRatherThanOurs() throws IOException {
    assumeTrue(Files.isWritable(Path.of("/proc/sys/kernel/pid_max")), "needs root");
    try (Planted child = Planted.start("unshare", "-n", Planted.pythonPath(), "-c", WAIT)) {
      LimitReport report = report(child.pid());
      assertThat(report.limits()).noneMatch(limit -> limit.name().startsWith("net."));
      assertThat(report.blind())
          .filteredOn(blind -> blind.what().startsWith("net.core.somaxconn"))
          .singleElement()
          .satisfies(blind -> assertThat(blind.mend()).startsWith("nsenter -n -t " + child.pid()));
      assertThat(limit(report, "RLIMIT_NOFILE (soft)").used()).isPositive();
    }
  }

  @Test
  void aSystemdUnitInAVersion2GroupIsNamedAsTheOrigin() throws IOException {
    fake("0::/system.slice/crawler.service\n", "cgroup2", "");
    write("sys/fs/cgroup/system.slice/crawler.service/pids.max", "50\n");
    write("sys/fs/cgroup/system.slice/crawler.service/pids.current", "40\n");
    write("sys/fs/cgroup/system.slice/memory.max", "1000000\n");
    write("sys/fs/cgroup/system.slice/memory.current", "900000\n");
    write("etc/systemd/system/crawler.service", "[Service]\nLimitNOFILE=1024:4096\nTasksMax=50\n");
    LimitReport report = read();
    Limit soft = limit(report, "RLIMIT_NOFILE (soft)");
    assertThat(soft.origin())
        .isEqualTo("/etc/systemd/system/crawler.service:2 (LimitNOFILE=1024:4096)");
    assertThat(limit(report, "RLIMIT_NOFILE (hard)").note())
        .contains("/etc/systemd/system/crawler.service.d", "LimitNOFILE=8192", "daemon-reload");
    Limit tasks = limit(report, "pids.max");
    assertThat(tasks.used()).isEqualTo(40);
    assertThat(tasks.limit()).isEqualTo(50);
    assertThat(tasks.origin()).contains("crawler.service:3 (TasksMax=50)");
    assertThat(tasks.raise()).isEqualTo("systemctl set-property 'crawler.service' TasksMax=100");
    assertThat(limit(report, "memory.max").raise())
        .isEqualTo("systemctl set-property 'system.slice' MemoryMax=2000000");
    assertThat(report.limits().getFirst().name()).isEqualTo("memory.max");
  }

  @Test
  void aUnitThatSaysSomethingElseThanTheProcessHasIsNotTakenForTheOrigin() throws IOException {
    fake("0::/system.slice/crawler.service\n", "cgroup2", "");
    write("etc/systemd/system/crawler.service", "[Service]\nLimitNOFILE=512\n");
    assertThat(limit(read(), "RLIMIT_NOFILE (soft)").origin()).startsWith("set since it started");
  }

  @Test
  void aVersion1GroupOutsideOfSystemdIsRaisedByItsFile() throws IOException {
    fake("4:pids:/box\n0::/\n", "cgroup", "pids");
    write("sys/fs/cgroup/box/pids.max", "20\n");
    write("sys/fs/cgroup/box/pids.current", "19\n");
    LimitReport report = read();
    assertThat(limit(report, "pids.max").raise())
        .isEqualTo("echo 40 > /sys/fs/cgroup/box/pids.max");
    assertThat(limit(report, "memory.max").limit()).isEqualTo(DescriptorLimits.UNLIMITED);
    assertThat(limit(report, "memory.max").raise()).isEmpty();
  }

  private void fake(String membership, String type, String options) throws IOException {
    FakeProc proc = FakeProc.in(Files.createDirectories(folder.resolve("proc")));
    String mount = "31 23 0:28 / /sys/fs/cgroup rw - " + type + " none rw," + options + "\n";
    proc.file("self/mountinfo", mount);
    proc.link("self/ns/net", "net:[4026531840]");
    proc.file("loadavg", "0.00 0.00 0.00 1/120 812\n");
    proc.sysctl("fs.file-nr", "1000\t0\t9000").sysctl("fs.file-max", "9000");
    proc.sysctl("fs.nr_open", "1048576").sysctl("kernel.pid_max", "4194304");
    proc.process(812)
        .command("crawler")
        .fd(3, "socket:[77]")
        .limits(1024, 4096)
        .file("cgroup", membership)
        .file("status", "Name:\tcrawler\nUid:\t0\t0\t0\t0\n")
        .link("ns/net", "net:[4026531840]");
  }

  private LimitReport read() {
    ProcFs procfs = new ProcFs(folder.resolve("proc"));
    try (Eye eye = new Observer(procfs, new HostRoot(folder), null, ASKED)) {
      return report(eye, 812);
    }
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private static LimitReport report(int pid) {
    try (Eye eye = new Observer(new ProcFs(), HostRoot.REAL, null, ASKED)) {
      return report(eye, pid);
    }
  }

  private static LimitReport report(Eye eye, int pid) {
    return value(eye.limits(value(eye.process(pid)).identity()));
  }

  private static <T> T value(Reading<T> reading) {
    return switch (reading) {
      case Reading.Seen<T> seen -> seen.value();
      case Reading.Unseen<T> unseen -> throw new AssertionError(unseen.blind());
    };
  }

  private static Limit limit(LimitReport report, String name) {
    return report.limits().stream()
        .filter(limit -> limit.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + report));
  }

  private static DescriptorLimits now(Planted child) {
    return value(new ProcFs().descriptorLimits(child.pid()));
  }

  private static Planted low(String limits) throws IOException {
    return Planted.start("prlimit", "--nofile=" + limits, Planted.pythonPath(), "-c", WAIT);
  }

  /// Types a line as a person would.
  private static void type(String line) throws Exception {
    Process shell = new ProcessBuilder(List.of("sh", "-c", line)).redirectErrorStream(true).start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(line + ": " + said).isZero();
  }
}
