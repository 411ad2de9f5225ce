package dev.seep.observer;

import dev.seep.evidence.Reading;
import dev.seep.kernel.bpf.DescriptorIterator;
import dev.seep.kernel.bpf.Program;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The BPF programs on their way into the kernel, while the command line is still being read: the
/// kernel takes tens of milliseconds to check them, which is as long as all the rest of a command.
public final class Preparation {
  private final CompletableFuture<Reading<DescriptorIterator>> iterator = new CompletableFuture<>();

  private Preparation() {}

  /// Begins to load what `seep ps` needs.
  public static Preparation forCensus() {
    return begin(Program.CENSUS);
  }

  /// Begins to load what looking into one process needs.
  public static Preparation forInventory() {
    return begin(Program.INVENTORY, Program.CENSUS);
  }

  private static Preparation begin(Program... programs) {
    Preparation preparation = new Preparation();
    Thread.ofPlatform().daemon().name("preparation").start(() -> preparation.load(programs));
    return preparation;
  }

  private void load(Program... programs) {
    try {
      iterator.complete(DescriptorIterator.open(programs));
    } catch (Throwable failure) {
      iterator.completeExceptionally(failure);
    }
  }

  /// The iterator, once it is loaded or refused.
  Reading<DescriptorIterator> await() {
    try {
      return iterator.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Reading.unseen("descriptors through eBPF", "interrupted while it was loaded", "");
    } catch (ExecutionException failure) {
      throw new IllegalStateException("the BPF programs could not be loaded", failure.getCause());
    }
  }
}
