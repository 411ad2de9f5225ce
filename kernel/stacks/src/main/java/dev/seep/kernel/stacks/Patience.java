package dev.seep.kernel.stacks;

import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Syscalls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Opens a file on a thread of its own and does not wait for ever: a network file system whose
/// server is gone, or one that the target itself provides, need not answer.
final class Patience {
  static final String NO_ANSWER = "the file system that it is on does not answer";

  private static final long MILLIS = 2_000;

  private Patience() {}

  /// What `opening` answers, or that it does not. Should it answer later, what it opened is closed.
  static Reading<SafeFiles.Opened> open(String what, Supplier<Reading<SafeFiles.Opened>> opening) {
    CompletableFuture<Reading<SafeFiles.Opened>> answer = new CompletableFuture<>();
    try {
      Thread.ofPlatform().daemon().name("seep-open").start(() -> run(opening, answer));
      return answer.get(MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      Reading<SafeFiles.Opened> none = Reading.unseen(what, NO_ANSWER, "");
      return answer.complete(none) ? none : answer.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      Reading<SafeFiles.Opened> none = Reading.unseen(what, "Seep is about to end", "");
      return answer.complete(none) ? none : answer.join();
    } catch (ExecutionException | OutOfMemoryError noThread) {
      return Reading.unseen(what, "this process can start no thread", "");
    }
  }

  private static void run(
      Supplier<Reading<SafeFiles.Opened>> opening,
      CompletableFuture<Reading<SafeFiles.Opened>> answer) {
    Reading<SafeFiles.Opened> opened = opening.get();
    if (!answer.complete(opened) && opened instanceof Reading.Seen<SafeFiles.Opened> seen) {
      Syscalls.close(seen.value().fd());
    }
  }
}
