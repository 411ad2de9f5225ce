package dev.seep.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TimestampsTest {

  @Test
  void a_moment_is_written_in_utc_to_the_millisecond() {
    assertThat(Timestamps.rfc3339(Instant.parse("2024-02-29T23:59:59.007Z")))
        .isEqualTo("2024-02-29T23:59:59.007Z");
    assertThat(Timestamps.rfc3339(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000Z");
  }

  @Test
  void any_moment_reads_back_as_itself() {
    long seed = 20_260_304;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      Instant moment =
          Instant.ofEpochMilli(random.nextLong(-60_000_000_000_000L, 250_000_000_000_000L));
      assertThat(Instant.parse(Timestamps.rfc3339(moment))).as("seed %d", seed).isEqualTo(moment);
    }
  }
}
