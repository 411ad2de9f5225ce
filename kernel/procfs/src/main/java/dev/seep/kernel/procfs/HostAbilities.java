package dev.seep.kernel.procfs;

import dev.seep.evidence.KernelText;
import dev.seep.evidence.Reading;
import java.nio.file.Files;
import java.util.Optional;

/// What this machine lets this process see, as far as files tell.
///
/// @param kernelRelease `6.18.44-amd64`, empty when not read
/// @param uid effective user of this process, -1 when not read
/// @param effectiveCapabilities bit mask of capabilities(7), -1 when not read
/// @param pidNamespaceDepth pid namespaces between this `/proc` and this process, itself included;
///   1 when `/proc` is of our own namespace, 0 when not read
/// @param hidePid `hidepid=` of the mount (proc(5)): 0 shows all processes, 1 hides what is in
///   those of others, 2 (`invisible`) and 4 (`ptraceable`) the processes themselves; -1 when not
///   read
/// @param procReadOnly `/proc` is mounted read-only
/// @param procMounted `/proc` answers at all
/// @param yamaPtraceScope `kernel.yama.ptrace_scope`, 0 when this kernel has no Yama
/// @param unprivilegedBpfDisabled `kernel.unprivileged_bpf_disabled`, -1 when not read
/// @param lockdown the lockdown mode in force (`none`, `integrity`, `confidentiality`), empty when
///   the kernel has none or it may not be read
/// @param hasBtf the kernel describes its types in `/sys/kernel/btf/vmlinux`
/// @param countsBySize `stat` of a descriptor folder counts (Linux 6.2)
/// @param cgroup `v2`, `v1`, `hybrid` (v1 controllers beside a v2 tree) or `none`
public record HostAbilities(
    String kernelRelease,
    int uid,
    long effectiveCapabilities,
    int pidNamespaceDepth,
    int hidePid,
    boolean procReadOnly,
    boolean procMounted,
    int yamaPtraceScope,
    int unprivilegedBpfDisabled,
    String lockdown,
    boolean hasBtf,
    boolean countsBySize,
    String cgroup) {
  public static final int CAP_DAC_READ_SEARCH = 2;
  public static final int CAP_NET_ADMIN = 12;
  public static final int CAP_SYS_PTRACE = 19;
  public static final int CAP_SYS_ADMIN = 21;
  public static final int CAP_PERFMON = 38;
  public static final int CAP_BPF = 39;

  public boolean hasCapability(int number) {
    return effectiveCapabilities != -1 && (effectiveCapabilities >>> number & 1) != 0;
  }

  public static HostAbilities read(ProcFs proc, HostRoot host) {
    Optional<ProcStatus> self = self(proc);
    Optional<MountInfo> mount = procMount(proc);
    return new HostAbilities(
        text(proc, "sys/kernel/osrelease"),
        self.map(ProcStatus::uid).orElse(-1),
        self.map(ProcStatus::effectiveCapabilities).orElse(-1L),
        self.map(s -> s.namespacePids().size()).orElse(0),
        mount.map(HostAbilities::hidePid).orElse(-1),
        mount.map(m -> ("," + m.options() + ",").contains(",ro,")).orElse(false),
        self.isPresent(),
        (int) number(text(proc, "sys/kernel/yama/ptrace_scope"), 0),
        (int) number(text(proc, "sys/kernel/unprivileged_bpf_disabled"), -1),
        parseLockdown(String.join("", host.lines(host.at("/sys/kernel/security/lockdown")))),
        Files.isReadable(host.at("/sys/kernel/btf/vmlinux")),
        proc.countsBySize(),
        cgroup(proc));
  }

  private static Optional<ProcStatus> self(ProcFs proc) {
    return switch (proc.file("self/status")) {
      case Reading.Seen<byte[]> seen -> Optional.of(ProcStatus.parse(seen.value()));
      case Reading.Unseen<byte[]> unseen -> Optional.empty();
    };
  }

  private static Optional<MountInfo> procMount(ProcFs proc) {
    byte[] mounts = proc.file("self/mountinfo").orElse(new byte[0]);
    return MountInfo.parse(mounts).stream()
        .filter(m -> m.type().equals("proc") && m.mountPoint().equals(proc.root().toString()))
        .reduce((_, last) -> last);
  }

  static int hidePid(MountInfo mount) {
    for (String option : (mount.superOptions() + "," + mount.options()).split(",", -1)) {
      if (option.startsWith("hidepid=")) {
        return switch (option.substring("hidepid=".length())) {
          case "1", "noaccess" -> 1;
          case "2", "invisible" -> 2;
          case "4", "ptraceable" -> 4;
          default -> 0;
        };
      }
    }
    return 0;
  }

  private static String cgroup(ProcFs proc) {
    byte[] mounts = proc.file("self/mountinfo").orElse(new byte[0]);
    boolean v2 = false;
    boolean v1 = false;
    for (MountInfo mount : MountInfo.parse(mounts)) {
      v2 |= mount.type().equals("cgroup2");
      v1 |= mount.type().equals("cgroup");
    }
    if (v1) {
      return v2 ? "hybrid" : "v1";
    }
    return v2 ? "v2" : "none";
  }

  /// `none [integrity] confidentiality`: the one in brackets is in force.
  static String parseLockdown(String text) {
    int open = text.indexOf('[');
    int close = text.indexOf(']', open + 1);
    return open >= 0 && close > open ? text.substring(open + 1, close) : "";
  }

  private static String text(ProcFs proc, String file) {
    return KernelText.decode(proc.file(file).orElse(new byte[0])).strip();
  }

  private static long number(String text, long otherwise) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notThere) {
      return otherwise;
    }
  }
}
