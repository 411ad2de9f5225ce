package dev.seep.watch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.watch.journal.Exhausted.Kind;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TellingTest {
  private final AtomicLong now = new AtomicLong();
  private final Heard heard = new Heard();

  private static Exhausted seen(int pid, Kind kind) {
    return new Exhausted(Instant.EPOCH, pid, "web.service", "web", kind, "EMFILE");
  }

  @Test
  void oneProcessIsToldOfOnceAMinuteAndKind() {
    Telling telling = new Telling(heard, now::get);
    for (int i = 0; i < 10_000; i++) {
      telling.tell(seen(1, Kind.DESCRIPTORS));
    }
    telling.tell(seen(1, Kind.MEMORY));
    assertThat(heard.all).hasSize(2);
    assertThat(telling.matched()).isEqualTo(10_001);
    now.addAndGet(61_000_000_000L);
    telling.tell(seen(1, Kind.DESCRIPTORS));
    assertThat(heard.all).hasSize(3);
    assertThat(telling.told()).isEqualTo(3);
  }

  @Test
  void aStormOfProcessesIsHeldBackAndCounted() {
    Telling telling = new Telling(heard, now::get);
    for (int pid = 1; pid <= 5_000; pid++) {
      telling.tell(seen(pid, Kind.DESCRIPTORS));
    }
    assertThat(heard.all).hasSize(60);
    now.addAndGet(1_000_000_000L);
    for (int pid = 1; pid <= 5_000; pid++) {
      telling.tell(seen(pid, Kind.DESCRIPTORS));
    }
    assertThat(heard.all).hasSize(80);
    assertThat(telling.matched()).isEqualTo(10_000);
  }

  @Test
  void aListenerThatThrowsIsCountedAndAskedAgain() {
    Telling telling =
        new Telling(
            _ -> {
              throw new AssertionError("broken");
            },
            now::get);
    telling.tell(seen(1, Kind.DESCRIPTORS));
    telling.tell(seen(2, Kind.DESCRIPTORS));
    assertThat(telling.failed()).isEqualTo(2);
  }
}
