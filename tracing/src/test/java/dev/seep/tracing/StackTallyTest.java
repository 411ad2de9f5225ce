package dev.seep.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.kernel.bpf.BirthArguments.None;
import dev.seep.kernel.bpf.BirthRecord;
import org.junit.jupiter.api.Test;

class StackTallyTest {
  private static final long NOW = 1_000_000_000_000L;

  private final StackTally tally = new StackTally(NOW);

  @Test
  void aCallOfWhichSomeStayWithoutTheirStackIsSuspect() {
    tally.add(bornAgo(20, "openat"), false);
    tally.add(bornAgo(20, "socket"), true);
    assertThat(tally.suspects()).containsExactly("openat");
  }

  @Test
  void whatIsYoungOrLongAgoOrWasThereBeforeSuspectsNothing() {
    tally.add(bornAgo(2, "openat"), false);
    tally.add(bornAgo(120, "openat"), false);
    tally.add(new BirthRecord("", 0, 0, new None()), false);
    assertThat(tally.suspects()).isEmpty();
  }

  @Test
  void whereManyStayWithTheirStackASampleIsEnough() {
    tally.add(bornAgo(20, "accept4"), false);
    for (int i = 0; i < 59; i++) {
      tally.add(bornAgo(20, "accept4"), true);
    }
    assertThat(tally.suspects()).containsExactly("accept4");
    tally.add(bornAgo(20, "accept4"), true);
    assertThat(tally.suspects()).isEmpty();
  }

  @Test
  void lookingUpIsAllowedSoOftenInASecond() {
    Allowance allowance = new Allowance(300, 0);
    int taken = 0;
    for (long at = 0; at < 2_000_000_000L; at += 100_000) {
      taken += allowance.take(at) ? 1 : 0;
    }
    assertThat(taken).isBetween(600, 680);
    assertThat(new Allowance(0, 0).take(1_000_000_000L)).isFalse();
  }

  private static BirthRecord bornAgo(long seconds, String call) {
    return new BirthRecord(call, NOW - seconds * 1_000_000_000L, 1, new None());
  }
}
