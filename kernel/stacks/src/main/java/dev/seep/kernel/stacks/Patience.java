package dev.seep.kernel.stacks;

import dev.seep.kernel.libc.Syscalls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Opens a file on a thread of its own and does not wait for ever: a network file system whose
/// server is gone, or one that the target itself provides, need not answer.
final class Patience {
  private static final long MILLIS = 2_000;

  private Patience() {}

  /// What `opening` answers, or that it does not. Should it answer later, what it opened is closed.
  static Opening open(String what, Supplier<Opening> opening) {
    CompletableFuture<Opening> answer = new CompletableFuture<>();
    try {
      Thread.ofPlatform().daemon().name("seep-open").start(() -> run(opening, answer));
      return answer.get(MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return giveUp(answer, what, "the file system that it is on does not answer");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return giveUp(answer, what, "Seep was interrupted");
    } catch (ExecutionException | OutOfMemoryError noThread) {
      return giveUp(answer, what, "this process can start no thread");
    }
  }

  private static Opening giveUp(CompletableFuture<Opening> answer, String what, String why) {
    Opening none = Opening.noAnswer(what, why);
    return answer.complete(none) ? none : answer.join();
  }

  private static void run(Supplier<Opening> opening, CompletableFuture<Opening> answer) {
    Opening opened = opening.get();
    if (!answer.complete(opened) && opened instanceof Opening.Opened late) {
      Syscalls.close(late.fd());
    }
  }
}
