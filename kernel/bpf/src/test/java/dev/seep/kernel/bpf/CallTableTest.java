package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTableTest {

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "aarch64"})
  void everyNumberHasOneNameAndARowThatSaysSomething(String architecture) {
    Map<String, Integer> numbers = CallNumbers.of(architecture);
    CallTable table = CallTable.of(architecture);
    assertThat(numbers.values()).doesNotHaveDuplicates();
    numbers.forEach((name, number) -> {
      assertThat(number).isLessThan(CallTable.CALLS);
      assertThat(table.name(number)).isEqualTo(name);
      assertThat(rowIsEmpty(table, number)).as(name).isFalse();
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"amd64", "aarch64"})
  void onlyNamedCallsHaveRows(String architecture) {
    CallTable table = CallTable.of(architecture);
    for (int call = 0; call < CallTable.CALLS; call++) {
      assertThat(rowIsEmpty(table, call)).isEqualTo(table.name(call).isEmpty());
    }
  }

  @Test
  void whatStandsForACallHasAName() {
    CallTable table = CallTable.of("amd64");
    assertThat(table.name(600)).isEqualTo("fork");
    assertThat(table.name(601)).isEqualTo("execve");
    assertThat(table.name(602)).isEqualTo("exit");
    assertThat(table.name(603)).isEmpty();
    assertThat(table.name(713)).isEqualTo("io_uring accept");
    assertThat(table.name(719)).isEqualTo("io_uring close");
    assertThat(table.name(728)).isEqualTo("io_uring openat2");
    assertThat(table.name(745)).isEqualTo("io_uring socket");
    assertThat(table.name(754)).isEqualTo("io_uring fixed_fd_install");
    assertThat(table.name(799)).isEqualTo("io_uring 99");
  }

  @Test
  void callsBecomeBitsAndUnknownOnesAreLeftOut() {
    CallTable table = CallTable.of("amd64");
    assertThat(table.bits(Set.of("socket", "openat", "nothing")))
        .containsExactly(1L << 41, 0, 0, 0, 1L << 1, 0, 0, 0);
  }

  @Test
  void anUnknownArchitectureIsRefused() {
    assertThatThrownBy(() -> CallTable.of("sparc"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("sparc");
  }

  private static boolean rowIsEmpty(CallTable table, int call) {
    for (int i = 0; i < CallTable.ROW_BYTES; i++) {
      if (table.rows()[call * CallTable.ROW_BYTES + i] != 0) {
        return false;
      }
    }
    return true;
  }
}
