package dev.seep.tracing;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Reading;
import dev.seep.kernel.bpf.StackRecord;
import dev.seep.kernel.stacks.StackCopy;
import dev.seep.kernel.stacks.Symboliser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Looks stacks up on a thread of its own, off the path of the events: those of survivors first.
///
/// A symboliser is started for a process when the first stack of it comes in. A forked process has
/// the address space of its parent until it executes another program, and is served by the
/// parent's.
final class StackDesk implements AutoCloseable {
  /// Stacks of descriptors that are closed already wait here; more are not worth their memory.
  private static final int MOST_WAITING = 256;

  private static final int MOST_SYMBOLISERS = 4;

  private final Path procRoot;
  private final Sites sites;
  private final Deque<Runnable> urgent = new ArrayDeque<>();
  private final Deque<Runnable> ordinary = new ArrayDeque<>();
  private final Map<Integer, Integer> addressSpaceOf = new HashMap<>();
  private final Map<Integer, Symboliser> symbolisers = new HashMap<>();
  private final Set<Blind> blind = new LinkedHashSet<>();
  private final Thread worker;
  private boolean busy;
  private boolean closed;

  StackDesk(Path procRoot, Sites sites) {
    this.procRoot = procRoot;
    this.sites = sites;
    this.worker = Thread.ofPlatform().daemon().name("stacks").start(this::work);
  }

  /// @param then told the site's id, on the desk's own thread
  synchronized void submitUrgent(StackRecord stack, IntConsumer then) {
    urgent.addLast(job(stack, then));
    notifyAll();
  }

  private Runnable job(StackRecord stack, IntConsumer then) {
    return () -> then.accept(site(stack));
  }

  /// @return false when too many wait already
  synchronized boolean submit(StackRecord stack, IntConsumer then) {
    if (ordinary.size() >= MOST_WAITING) {
      return false;
    }
    ordinary.addLast(job(stack, then));
    notifyAll();
    return true;
  }

  synchronized void forked(int parent, int child) {
    addressSpaceOf.put(child, addressSpaceOf.getOrDefault(parent, parent));
  }

  /// A process that was forked before anybody watched: it still has its ancestor's addresses when
  /// its program lies at the same place, which chance chooses anew at each execve(2).
  void descends(int ancestor, int process) {
    String place = firstMapping(ancestor);
    if (!place.isEmpty() && place.equals(firstMapping(process))) {
      forked(ancestor, process);
    }
  }

  private String firstMapping(int process) {
    Path maps = procRoot.resolve(Integer.toString(process)).resolve("maps");
    try (BufferedReader lines = Files.newBufferedReader(maps, StandardCharsets.ISO_8859_1)) {
      String first = lines.readLine();
      return first == null ? "" : first;
    } catch (IOException gone) {
      return "";
    }
  }

  /// Makes ready to look up the stacks of a process, whose mappings may not be there for long.
  synchronized void prepare(int process) {
    urgent.addLast(() -> symboliser(process));
    notifyAll();
  }

  /// The addresses of this process mean something else from now on, but for the stacks that are
  /// waiting already.
  synchronized void executed(int process) {
    urgent.addLast(() -> readAgain(process));
    notifyAll();
  }

  private void readAgain(int process) {
    Symboliser own;
    synchronized (this) {
      addressSpaceOf.remove(process);
      own = symbolisers.get(process);
    }
    if (own != null) {
      own.refresh();
    }
  }

  synchronized List<Blind> blind() {
    List<Blind> all = new ArrayList<>(blind);
    symbolisers.values().forEach(each -> all.addAll(each.blind()));
    return all;
  }

  /// What the processes that look up names have used.
  synchronized Cost cost() {
    return symbolisers.values().stream().map(Symboliser::cost).reduce(new Cost(0, 0), Cost::plus);
  }

  /// Waits until nothing waits any more, or until the time is over.
  synchronized void settle(long atMostNanos) {
    long until = System.nanoTime() + atMostNanos;
    try {
      while (!closed && (busy || !urgent.isEmpty() || !ordinary.isEmpty())) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return;
        }
        wait(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      for (Runnable job = next(); job != null; job = next()) {
        job.run();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Runnable next() throws InterruptedException {
    busy = false;
    notifyAll();
    while (urgent.isEmpty() && ordinary.isEmpty()) {
      if (closed) {
        return null;
      }
      wait();
    }
    busy = true;
    return urgent.isEmpty() ? ordinary.removeFirst() : urgent.removeFirst();
  }

  private int site(StackRecord stack) {
    Symboliser symboliser = symboliser(stack.process());
    if (symboliser == null) {
      return Sites.NOT_KNOWN;
    }
    StackCopy copy =
        new StackCopy(stack.thread(), stack.registers(), stack.stack(), stack.framePointers());
    return sites.idOf(symboliser.resolve(stack.isThread() ? copy.ofCaller() : copy));
  }

  private @Nullable Symboliser symboliser(int process) {
    int space;
    synchronized (this) {
      space = addressSpaceOf.getOrDefault(process, process);
      Symboliser known = symbolisers.get(space);
      if (known != null || closed) {
        return known;
      }
      if (symbolisers.size() >= MOST_SYMBOLISERS) {
        blind.add(
            new Blind(
                "stacks of further processes",
                "names are looked up in at most " + MOST_SYMBOLISERS + " programs at a time",
                "hunt the process itself: seep hunt " + process));
        return null;
      }
    }
    return start(space);
  }

  private @Nullable Symboliser start(int space) {
    Reading<Symboliser> started = Symboliser.start(procRoot, space);
    synchronized (this) {
      return switch (started) {
        case Reading.Unseen<Symboliser> unseen -> {
          blind.add(unseen.blind());
          yield null;
        }
        case Reading.Seen<Symboliser> seen -> {
          symbolisers.put(space, seen.value());
          yield seen.value();
        }
      };
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      urgent.clear();
      ordinary.clear();
      notifyAll();
    }
    worker.interrupt();
    try {
      worker.join(2_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      symbolisers.values().forEach(Symboliser::close);
      symbolisers.clear();
    }
  }
}
