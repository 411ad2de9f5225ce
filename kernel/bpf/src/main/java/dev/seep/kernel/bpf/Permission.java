package dev.seep.kernel.bpf;

import dev.seep.evidence.Blind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// Whether loading a BPF program is worth trying: cheaper, and clearer, than a library opened in
/// vain.
final class Permission {
  static final String WHAT = "descriptors through eBPF";
  static final String MEND =
      "run as root, or grant the capabilities to this one run: sudo setpriv --reuid=\"$(id -u)\""
          + " --regid=\"$(id -g)\" --init-groups"
          + " --inh-caps=+bpf,+perfmon,+sys_ptrace,+dac_read_search"
          + " --ambient-caps=+bpf,+perfmon,+sys_ptrace,+dac_read_search COMMAND";

  private static final int CAP_SYS_ADMIN = 21;
  private static final int CAP_PERFMON = 38;
  private static final int CAP_BPF = 39;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path TYPES = Path.of("/sys/kernel/btf/vmlinux");

  private Permission() {}

  /// What stands in the way on this machine; empty when nothing is seen to.
  static Optional<Blind> obstacle() {
    OptionalLong effective;
    try {
      effective = effectiveCapabilities(Files.readString(STATUS));
    } catch (IOException unreadable) {
      effective = OptionalLong.empty();
    }
    return obstacle(effective, Files.isReadable(TYPES));
  }

  /// @param effective capabilities(7) of this process; when not known, trying will tell
  static Optional<Blind> obstacle(OptionalLong effective, boolean hasTypes) {
    if (effective.isPresent() && !mayLoad(effective.getAsLong())) {
      return blind("neither CAP_SYS_ADMIN nor CAP_BPF with CAP_PERFMON is granted", MEND);
    }
    if (!hasTypes) {
      return blind(
          TYPES + " cannot be read: this kernel carries no type information, or /sys is missing",
          "mount /sys, or use a kernel built with CONFIG_DEBUG_INFO_BTF=y");
    }
    return Optional.empty();
  }

  /// The `CapEff` line of `/proc/PID/status` (proc_pid_status(5)).
  static OptionalLong effectiveCapabilities(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("CapEff:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .findFirst();
  }

  private static boolean mayLoad(long capabilities) {
    return has(capabilities, CAP_SYS_ADMIN)
        || (has(capabilities, CAP_BPF) && has(capabilities, CAP_PERFMON));
  }

  private static boolean has(long capabilities, int capability) {
    return ((capabilities >>> capability) & 1) != 0;
  }

  private static Optional<Blind> blind(String why, String mend) {
    return Optional.of(new Blind(WHAT, why, mend));
  }
}
