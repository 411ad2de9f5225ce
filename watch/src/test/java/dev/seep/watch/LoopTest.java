package dev.seep.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.Reading;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopTest {

  /// Counts ticks; each of them throws what a test wants.
  private static final class Work implements Loop.Work {
    final AtomicInteger ticks = new AtomicInteger();
    final List<String> failures = new CopyOnWriteArrayList<>();
    final CountDownLatch third = new CountDownLatch(3);

    @Override
    public void tick(long lateNanos) {
      third.countDown();
      switch (ticks.incrementAndGet()) {
        case 1 -> throw new IllegalStateException("a bug");
        case 2 -> throw new OutOfMemoryError("a full heap");
        default -> {}
      }
    }

    @Override
    public void failed(String task, Throwable thrown) {
      failures.add(task + ": " + thrown.getMessage());
    }
  }

  private static Loop running(Work work) {
    Loop loop = new Loop(Duration.ofMillis(5), System::nanoTime, work);
    Thread.ofPlatform().daemon().start(loop::run);
    return loop;
  }

  @Test
  void aTaskThatThrowsIsToldAndTheLoopGoesOn() throws Exception {
    Work work = new Work();
    Loop loop = running(work);
    assertThat(work.third.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(work.failures).containsExactly("tick: a bug", "tick: a full heap");
    assertThat(loop.call(() -> Reading.seen(7))).isEqualTo(Reading.seen(7));
    assertThat(
            loop.call(() -> {
              throw new IllegalStateException("of a request");
            }))
        .isInstanceOfSatisfying(
            Reading.Unseen.class,
            unseen -> assertThat(unseen.blind().why()).contains("of a request"));
    assertThat(work.failures).contains("request: of a request");
    loop.stop();
  }

  @Test
  void moreRequestsThanCanWaitAreRefusedAtOnce() throws Exception {
    Work work = new Work();
    Loop loop = running(work);
    CountDownLatch held = new CountDownLatch(1);
    assertThat(work.third.await(30, TimeUnit.SECONDS)).isTrue();
    loop.ask(() -> {
      try {
        held.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    });
    int taken = 0;
    while (loop.ask(() -> {})) {
      taken++;
    }
    assertThat(taken).isBetween(100, 1_000);
    assertThat(loop.call(() -> Reading.seen(1))).isInstanceOf(Reading.Unseen.class);
    held.countDown();
    loop.stop();
  }
}
