package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Blind;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PermissionTest {
  private static final long SYS_ADMIN = 1L << 21;
  private static final long PERFMON = 1L << 38;
  private static final long BPF = 1L << 39;

  @Test
  void theEffectiveCapabilitiesAreReadFromStatus() {
    String status = "Name:\tx\nCapPrm:\t000001ffffffffff\nCapEff:\t000000c000000000\nSeccomp:\t0\n";
    assertThat(Permission.effectiveCapabilities(status)).hasValue(BPF | PERFMON);
    assertThat(Permission.effectiveCapabilities("Name:\tCapEff\n")).isEmpty();
  }

  @Test
  void bpfAndPerfmonTogetherOrSysAdminAloneAreEnough() {
    assertThat(Permission.obstacle(OptionalLong.of(BPF | PERFMON), true)).isEmpty();
    assertThat(Permission.obstacle(OptionalLong.of(SYS_ADMIN), true)).isEmpty();
  }

  @Test
  void missingCapabilitiesAreNamedWithTheCommandThatGrantsThem() {
    Blind blind = Permission.obstacle(OptionalLong.of(BPF), true).orElseThrow();
    assertThat(blind.why()).contains("CAP_BPF", "CAP_PERFMON");
    assertThat(blind.mend()).contains("--ambient-caps=+bpf,+perfmon");
    assertThat(Permission.obstacle(OptionalLong.of(0), true)).isPresent();
  }

  @Test
  void capabilitiesThatCannotBeReadAreTried() {
    assertThat(Permission.obstacle(OptionalLong.empty(), true)).isEmpty();
  }

  @Test
  void aKernelWithoutTypeInformationIsToldSo() {
    Blind blind = Permission.obstacle(OptionalLong.of(SYS_ADMIN), false).orElseThrow();
    assertThat(blind.why()).contains("/sys/kernel/btf/vmlinux");
    assertThat(blind.mend()).contains("CONFIG_DEBUG_INFO_BTF");
  }
}
