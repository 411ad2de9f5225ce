package dev.seep.watch;

import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Hunts in a process of their own: their memory is gone when they are, and a hunt that fails takes
/// nothing with it. The child is `seep hunt PID --json`.
public final class ChildHunts implements HuntRunner {
  private static final int MOST_BYTES = 16 << 20;

  /// Attaching, naming and writing come on top of the hunt's own length.
  private static final Duration GRACE = Duration.ofSeconds(90);

  private final List<String> seep;

  /// @param seep the command that runs Seep, without its arguments
  public ChildHunts(List<String> seep) {
    this.seep = List.copyOf(seep);
  }

  @Override
  public Reading<Run> begin(ProcessFacts process, Duration length) {
    List<String> command = new ArrayList<>(seep);
    command.addAll(
        List.of(
            "hunt", Integer.toString(process.pid()), "--for", length.toSeconds() + "s", "--json"));
    try {
      Process child =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return Reading.seen(new Child(child, length.plus(GRACE)));
    } catch (IOException failed) {
      return Reading.unseen(
          "a closer look at process " + process.pid(),
          "it could not be started: " + failed.getMessage(),
          "");
    }
  }

  private static final class Child implements Run {
    private final Process process;
    private final AtomicReference<@Nullable Reading<String>> result = new AtomicReference<>();

    Child(Process process, Duration deadline) {
      this.process = process;
      Thread.ofVirtual().name("hunt-output").start(this::read);
      Thread.ofVirtual().name("hunt-deadline").start(() -> endBy(deadline));
    }

    private void read() {
      try (InputStream output = process.getInputStream()) {
        process.getOutputStream().close();
        byte[] read = output.readNBytes(MOST_BYTES + 1);
        if (read.length > MOST_BYTES) {
          process.destroyForcibly();
          fail("its report is larger than 16 MB");
          return;
        }
        int code = process.waitFor();
        if (read.length == 0) {
          fail("it ended with " + code + " and no report");
        } else {
          result.compareAndSet(null, Reading.seen(new String(read, StandardCharsets.UTF_8)));
        }
      } catch (IOException broken) {
        fail(String.valueOf(broken.getMessage()));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        fail("it was interrupted");
      } finally {
        process.destroyForcibly();
      }
    }

    private void endBy(Duration deadline) {
      try {
        if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
          fail("it did not end in time");
          process.destroyForcibly();
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }

    private void fail(String why) {
      result.compareAndSet(null, Reading.unseen("a closer look", why, ""));
    }

    @Override
    public boolean isOver() {
      return result.get() != null;
    }

    @Override
    public Reading<String> report() {
      Reading<String> known = result.get();
      return known == null ? Reading.unseen("a closer look", "it is not over", "") : known;
    }

    @Override
    public void stop() {
      fail("it was stopped");
      process.destroy();
    }
  }
}
