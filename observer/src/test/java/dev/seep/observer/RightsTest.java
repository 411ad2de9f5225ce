package dev.seep.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.testkit.ChildJvm;
import dev.seep.testkit.Planted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is seen without rights and in stripped-down namespaces. Only root can take rights away.
final class RightsTest {
  private static final List<String> NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  @TempDir static Path folder;

  private static ChildJvm jvm;
  private static Planted target;

  @BeforeAll
  static void plant() throws IOException {
    assumeTrue(Files.isWritable(Path.of("/proc/sys/kernel/pid_max")), "needs root");
    jvm = RightsProbe.jvm(folder);
    target = Planted.python(KnownSockets.SOURCE);
  }

  @AfterAll
  static void uproot() {
    if (target != null) {
      target.close();
    }
  }

  @Test
  void rootSeesEverySocketOfAnother() throws Exception {
    List<String> seen = look(List.of());
    assertThat(line(seen, "row ")).contains("NEVER_CONNECTED=3", "CLOSE_WAIT=1", "BOUND=1");
    assertThat(seen).noneMatch(line -> line.startsWith("blind row"));
    assertThat(line(seen, "rows unseen without a reason")).endsWith("=0");
  }

  @Test
  void nobodyCountsTheDescriptorsOfOthersAndSaysThatTheirSocketsWereNotSeen() throws Exception {
    List<String> seen = look(NOBODY);
    assertThat(line(seen, "doctor ")).startsWith("doctor PROCFS").contains("CAP_BPF");
    assertThat(ability(seen, "BPF descriptor iterator")).contains("| false |", "setpriv");
    assertThat(ability(seen, "descriptors of other processes"))
        .contains("| false |", "run Seep as root");
    assertThat(line(seen, "row ")).doesNotContain("open=0").contains("sockets={}");
    assertThat(line(seen, "blind row")).contains("EACCES", "as root");
    assertThat(line(seen, "no inventory")).contains("EACCES", "as root");
    assertThat(line(seen, "rows unseen without a reason")).endsWith("=0");
  }

  @Test
  void rootOfAUserNamespaceIsNotTakenForRoot() throws Exception {
    List<String> seen = look(List.of("unshare", "-U", "-r"));
    assertThat(line(seen, "doctor ")).startsWith("doctor PROCFS").contains("refused");
    assertThat(ability(seen, "descriptors of other processes")).contains("| false |");
    assertThat(ability(seen, "sockets that no table lists")).doesNotContain("every process");
    assertThat(ability(seen, "sockets in other network namespaces")).contains("| false |");
    assertThat(line(seen, "blind row")).contains("EACCES");
    assertThat(line(seen, "blind inventory")).contains("EACCES");
  }

  @Test
  void hiddenProcessesAreReportedByTheDoctorAndNeverCountedAsZero() throws Exception {
    List<String> seen = look(inside("mount -t proc -o hidepid=2 proc /proc", NOBODY));
    assertThat(ability(seen, "processes of other users")).contains("| false |", "hidepid=2");
    assertThat(line(seen, "no process")).contains("hidden");
    assertThat(seen).noneMatch(line -> line.startsWith("row "));
  }

  @Test
  void processesThatOnlyShowTheirNumberAreSummedUpWithAReason() throws Exception {
    List<String> seen = look(inside("mount -t proc -o hidepid=1 proc /proc", NOBODY));
    assertThat(ability(seen, "processes of other users")).contains("| false |", "hidepid=1");
    assertThat(line(seen, "blind census")).contains("processes, ").containsPattern("EPERM|EACCES");
    assertThat(seen).noneMatch(line -> line.startsWith("row "));
  }

  @Test
  void withoutSysTheDataComeSilentlyFromProcAndTheDoctorIsLoud() throws Exception {
    List<String> seen = look(inside("mount -t tmpfs none /sys", List.of()));
    assertThat(line(seen, "doctor ")).startsWith("doctor PROCFS").contains("/sys is missing");
    assertThat(ability(seen, "kernel type information (BTF)")).contains("| false |", "mount /sys");
    assertThat(line(seen, "row ")).contains("NEVER_CONNECTED=3", "CLOSE_WAIT=1", "BOUND=1");
    assertThat(seen).noneMatch(line -> line.startsWith("blind") && line.contains("eBPF"));
  }

  @Test
  void aReadOnlyProcIsEnough() throws Exception {
    List<String> seen = look(inside("mount -o remount,bind,ro /proc", List.of()));
    assertThat(ability(seen, "/proc is mounted read-only")).contains("| true |");
    assertThat(line(seen, "row ")).contains("NEVER_CONNECTED=3");
    assertThat(line(seen, "inventory ")).contains("sockets=11");
  }

  @Test
  void insideAPidNamespaceItSeesThatNamespaceAlone() throws Exception {
    List<String> prefix = List.of("unshare", "-p", "-f", "--mount-proc");
    List<String> seen = jvm.run(prefix, RightsProbe.class, "/proc", "AUTO", "0");
    assertThat(line(seen, "census ")).endsWith("rows=1");
    assertThat(line(seen, "row ")).doesNotContain("open=0");
    assertThat(line(seen, "inventory ")).doesNotContain("descriptors=0");
  }

  private static List<String> look(List<String> prefix) throws Exception {
    String pid = Integer.toString(target.pid());
    List<String> lines = jvm.run(prefix, RightsProbe.class, "/proc", "AUTO", pid);
    assertThat(lines).endsWith("end");
    return lines;
  }

  /// A mount namespace of its own in which `mount` was run first.
  private static List<String> inside(String mount, List<String> prefix) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("unshare", "-m", "sh", "-c", mount + " && exec \"$@\"", "sh"));
    command.addAll(prefix);
    return command;
  }

  private static String ability(List<String> lines, String name) {
    return line(lines, "ability " + name);
  }

  private static String line(List<String> lines, String prefix) {
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + prefix + " in " + lines));
  }
}
