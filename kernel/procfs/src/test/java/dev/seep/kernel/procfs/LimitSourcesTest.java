package dev.seep.kernel.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Reading;
import dev.seep.testkit.FakeProc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where limits come from: machine, control group, unit, login.
class LimitSourcesTest {
  @TempDir Path folder;

  private FakeProc fake;
  private ProcFs proc;
  private HostRoot host;

  @BeforeEach
  void makeAHost() throws IOException {
    Path procFolder = Files.createDirectory(folder.resolve("proc"));
    fake = FakeProc.in(procFolder);
    fake.process(812);
    proc = new ProcFs(procFolder);
    host = new HostRoot(folder.resolve("root"));
  }

  private void write(String path, String text) throws IOException {
    Path file = host.at(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private static Optional<ConfiguredValue> value(String value, String origin) {
    return Optional.of(new ConfiguredValue(value, origin));
  }

  @Test
  void theLastFragmentByNameSetsAKernelSetting() throws IOException {
    write("/usr/lib/sysctl.d/50-a.conf", "fs.file-max=1\n");
    write("/etc/sysctl.d/40-b.conf", "# no\n\nfs/file-max = 2\n");
    assertThat(new SysctlFiles(host).setting("fs.file-max"))
        .isEqualTo(value("1", "/usr/lib/sysctl.d/50-a.conf:1"));
    write("/etc/sysctl.d/50-a.conf", "kernel.x = 1\n");
    assertThat(new SysctlFiles(host).setting("fs.file-max"))
        .as("the fragment of the same name in /etc hides the one in /usr")
        .isEqualTo(value("2", "/etc/sysctl.d/40-b.conf:3"));
    write("/etc/sysctl.conf", "-fs.file-max = 3");
    assertThat(new SysctlFiles(host).setting("fs.file-max"))
        .isEqualTo(value("3", "/etc/sysctl.conf:1"));
    assertThat(new SysctlFiles(host).setting("fs.nr_open")).isEmpty();
  }

  @Test
  void aNameBeatsAPattern() throws IOException {
    write("/etc/sysctl.d/1.conf", "net.ipv4.conf.eth0.x = 1\nnet.ipv4.conf.*.x = 2\n");
    SysctlFiles files = new SysctlFiles(host);
    assertThat(files.setting("net.ipv4.conf.eth0.x").orElseThrow().value()).isEqualTo("1");
    assertThat(files.setting("net.ipv4.conf.eth1.x").orElseThrow().value()).isEqualTo("2");
    assertThat(files.setting("net.ipv4.conf.a.b.x")).isEmpty();
  }

  @Test
  void aSettingSaysWhoSetItOnlyWhenTheValueAgrees() throws IOException {
    write("/etc/sysctl.d/1.conf", "fs.file-max = 9000\nfs.nr_open = 5\n");
    fake.sysctl("fs.file-max", "9000").sysctl("fs.nr_open", "6").sysctl("kernel.pid_max", "99");
    HostLimits limits = new HostLimits(proc, host);
    assertThat(limits.sysctl(HostLimits.FILE_MAX))
        .isEqualTo(
            new HostLimits.Sysctl("fs.file-max", Reading.seen(9000L), "/etc/sysctl.d/1.conf:1"));
    assertThat(limits.sysctl(HostLimits.NR_OPEN).origin())
        .isEqualTo("changed since boot (/etc/sysctl.d/1.conf:2 says 5)");
    assertThat(limits.sysctl(HostLimits.PID_MAX).origin()).startsWith("kernel default");
    assertThat(Readings.blind(limits.sysctl(HostLimits.THREADS_MAX).value()).what())
        .endsWith("sys/kernel/threads-max");
  }

  @Test
  void settingsOfAnotherNetworkNamespaceAreUnseen() {
    fake.sysctl("net.core.somaxconn", "4096")
        .sysctl("net.ipv4.ip_local_port_range", "32768\t60999")
        .link("self/ns/net", "net:[1]")
        .link("812/ns/net", "net:[1]");
    fake.process(813).link("ns/net", "net:[2]");
    HostLimits limits = new HostLimits(proc, host);
    assertThat(Readings.seen(limits.networkSysctl(HostLimits.SOMAXCONN, 812).value()))
        .isEqualTo(4096);
    assertThat(Readings.seen(limits.localPorts(812)))
        .isEqualTo(new HostLimits.PortRange(32768, 60999));
    assertThat(Readings.blind(limits.networkSysctl(HostLimits.SOMAXCONN, 813).value()).why())
        .contains("another network namespace");
    assertThat(Readings.blind(limits.localPorts(813)).mend()).startsWith("nsenter -n -t 813");
  }

  @Test
  void fileNrAndTasksAreRead() {
    fake.sysctl("fs.file-nr", "1312\t0\t9223372036854775807").file("loadavg", "0 0 0 3/217 99\n");
    HostLimits limits = new HostLimits(proc, host);
    assertThat(Readings.seen(limits.fileNr()))
        .isEqualTo(new HostLimits.FileNr(1312, DescriptorLimits.UNLIMITED));
    assertThat(Readings.seen(limits.tasks())).isEqualTo(217);
  }

  @Test
  void inCgroupV2TheTightestOfAllLevelsCounts() throws IOException {
    fake.file("self/mountinfo", "1 0 0:1 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    fake.process(812).file("cgroup", "0::/system.slice/crawler.service\n");
    write("/sys/fs/cgroup/system.slice/pids.max", "100");
    write("/sys/fs/cgroup/system.slice/pids.current", "95");
    write("/sys/fs/cgroup/system.slice/crawler.service/pids.max", "50\n");
    write("/sys/fs/cgroup/system.slice/crawler.service/pids.current", "40\n");
    write("/sys/fs/cgroup/system.slice/crawler.service/memory.max", "max\n");
    write("/sys/fs/cgroup/system.slice/crawler.service/memory.current", "7000\n");
    Cgroups cgroups = new Cgroups(proc, host);
    assertThat(Readings.seen(cgroups.limits(812)))
        .containsExactly(
            new Cgroups.CgroupLimit("pids.max", "tasks", "/sys/fs/cgroup/system.slice", 95, 100),
            new Cgroups.CgroupLimit(
                "memory.max",
                "bytes",
                "/sys/fs/cgroup/system.slice/crawler.service",
                7000,
                DescriptorLimits.UNLIMITED));
    assertThat(Readings.seen(cgroups.membership(812)).systemdUnit()).contains("crawler.service");
  }

  @Test
  void inCgroupV1EachControllerHasItsOwnTree() throws IOException {
    fake.file(
        "self/mountinfo",
        """
        1 0 0:1 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids
        2 0 0:2 /docker/ab /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
        """);
    fake.process(812).file("cgroup", "8:pids:/\n4:memory:/docker/ab/in\n1:name=systemd:/\n0::/\n");
    write("/sys/fs/cgroup/memory/in/memory.limit_in_bytes", "9223372036854771712\n");
    write("/sys/fs/cgroup/memory/in/memory.usage_in_bytes", "5\n");
    write("/sys/fs/cgroup/memory/memory.limit_in_bytes", "1000\n");
    write("/sys/fs/cgroup/memory/memory.usage_in_bytes", "10\n");
    assertThat(Readings.seen(new Cgroups(proc, host).limits(812)))
        .containsExactly(
            new Cgroups.CgroupLimit(
                "memory.limit_in_bytes", "bytes", "/sys/fs/cgroup/memory", 10, 1000));
  }

  @Test
  void withoutACgroupTreeThereIsAReason() {
    fake.file("self/mountinfo", "1 0 0:1 / /proc rw - proc proc rw\n");
    assertThat(Readings.blind(new Cgroups(proc, host).limits(812)).why())
        .contains("no cgroup tree");
  }

  @Test
  void theRealCgroupsOfThisProcessAreRead() {
    Cgroups cgroups = new Cgroups(new ProcFs(), HostRoot.REAL);
    int self = (int) ProcessHandle.current().pid();
    if (cgroups.limits(self) instanceof Reading.Seen<List<Cgroups.CgroupLimit>> seen) {
      assertThat(seen.value()).allSatisfy(l -> assertThat(Path.of(l.folder())).isDirectory());
    } else {
      assertThat(Readings.blind(cgroups.limits(self)).why()).isNotEmpty();
    }
  }

  @Test
  void unitsAreFoundInThePathsThatSystemdMakes() {
    assertThat(CgroupMembership.unitOf("/system.slice/a-b.service/sub.service"))
        .contains("a-b.service");
    assertThat(CgroupMembership.unitOf("/user.slice/user-1000.slice/session-2.scope"))
        .contains("session-2.scope");
    assertThat(CgroupMembership.unitOf("/system.slice/_memory.service")).contains("memory.service");
    assertThat(CgroupMembership.unitOf("/docker/abc")).isEmpty();
  }

  @Test
  void dropInsOverrideTheUnitInTheOrderOfTheirNames() throws IOException {
    write("/usr/lib/systemd/system/a-b.service", "[Service]\nLimitNOFILE=1\nTasksMax=7\n");
    SystemdUnits units = new SystemdUnits(host);
    assertThat(units.setting("a-b.service", "LimitNOFILE"))
        .isEqualTo(value("1", "/usr/lib/systemd/system/a-b.service:2"));
    write("/etc/systemd/system/a-b.service.d/20.conf", "[Service]\nLimitNOFILE = 2:4\n");
    write("/run/systemd/system/a-.service.d/30.conf", "LimitNOFILE=3\n");
    write("/etc/systemd/system/service.d/10.conf", "LimitNOFILE=9\nTasksMax=\n");
    assertThat(units.setting("a-b.service", "LimitNOFILE"))
        .isEqualTo(value("3", "/run/systemd/system/a-.service.d/30.conf:1"));
    assertThat(units.setting("a-b.service", "TasksMax")).as("taken back").isEmpty();
    write("/etc/systemd/system/a-b.service", "[Service]\n#LimitNOFILE=5\n");
    Files.delete(host.at("/run/systemd/system/a-.service.d/30.conf"));
    assertThat(units.setting("a-b.service", "LimitNOFILE").orElseThrow().value()).isEqualTo("2:4");
  }

  @Test
  void anInstanceTakesTheSettingsOfItsTemplate() throws IOException {
    write("/etc/systemd/system/worker@.service", "LimitNOFILE=11\n");
    write("/etc/systemd/system.conf", "[Manager]\n#DefaultLimitNOFILE=1\nDefaultLimitNOFILE=12\n");
    SystemdUnits units = new SystemdUnits(host);
    assertThat(units.setting("worker@3.service", "LimitNOFILE").orElseThrow().value())
        .isEqualTo("11");
    assertThat(units.managerDefault("DefaultLimitNOFILE"))
        .isEqualTo(value("12", "/etc/systemd/system.conf:3"));
  }

  @Test
  void aUsersOwnLoginLimitGoesBeforeGroupAndWildcard() throws IOException {
    write("/etc/passwd", "root:x:0:0::/:/bin/sh\nana:x:1000:50::/:/bin/sh\nbroken\n");
    write("/etc/group", "staff:x:50:\nweb:x:51:bob,ana\n");
    write("/etc/security/limits.conf", "* soft nofile 1\n@web - nofile 2 # all\n");
    UserNames users = new UserNames(host);
    assertThat(users.name(1000)).isEqualTo("ana");
    assertThat(users.name(7)).isEqualTo("7");
    assertThat(users.uid("root")).isZero();
    assertThat(users.groups("ana")).containsExactlyInAnyOrder("staff", "web");
    assertThat(setting(users, "ana", true)).isEqualTo(value("2", "/etc/security/limits.conf:2"));
    assertThat(setting(users, "root", false)).as("wildcards spare root").isEmpty();
    write("/etc/security/limits.d/a.conf", "1000:1999 hard nofile 3\nana soft nofile 4\n");
    assertThat(setting(users, "ana", true))
        .isEqualTo(value("3", "/etc/security/limits.d/a.conf:1"));
    assertThat(setting(users, "ana", false).orElseThrow().value()).isEqualTo("4");
  }

  private Optional<ConfiguredValue> setting(UserNames users, String user, boolean hard) {
    Set<String> groups = users.groups(user);
    return new PamLimits(host).setting(user, users.uid(user), groups, "nofile", hard);
  }

  @Test
  void whatThisMachineAllowsIsRead() {
    HostAbilities here = HostAbilities.read(new ProcFs(), HostRoot.REAL);
    assertThat(here.kernelRelease()).isEqualTo(System.getProperty("os.version"));
    assertThat(here.procMounted()).isTrue();
    assertThat(here.pidNamespaceDepth()).isPositive();
    assertThat(here.effectiveCapabilities()).isNotEqualTo(-1);
    HostAbilities bare = HostAbilities.read(proc, host);
    assertThat(bare.procMounted()).isFalse();
    assertThat(bare.kernelRelease()).isEmpty();
    assertThat(bare.hidePid()).isEqualTo(-1);
    assertThat(bare.cgroup()).isEqualTo("none");
    assertThat(bare.hasCapability(HostAbilities.CAP_BPF)).isFalse();
  }
}
