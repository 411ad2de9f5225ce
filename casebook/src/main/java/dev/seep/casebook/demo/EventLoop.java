package dev.seep.casebook.demo;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.PriorityQueue;

/// The smallest event loop that a client can live on: a selector and a queue of timers. One thread.
final class EventLoop {
  /// What happens when a channel is ready. An [IOException] is the handler's own to deal with.
  interface Handler {
    void ready();
  }

  private record Timer(long dueNanos, Runnable task) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return Long.signum(dueNanos - other.dueNanos);
    }
  }

  private final Selector selector;
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();

  EventLoop() throws IOException {
    selector = Selector.open();
  }

  void after(double seconds, Runnable task) {
    timers.add(new Timer(System.nanoTime() + (long) (seconds * 1e9), task));
  }

  void every(double seconds, Runnable task) {
    repeat(System.nanoTime() + (long) (seconds * 1e9), (long) (seconds * 1e9), task);
  }

  private void repeat(long dueNanos, long periodNanos, Runnable task) {
    timers.add(
        new Timer(
            dueNanos,
            () -> {
              repeat(dueNanos + periodNanos, periodNanos, task);
              task.run();
            }));
  }

  /// Calls the handler whenever the channel, which must be non-blocking, is ready for `operations`.
  void watch(SelectableChannel channel, int operations, Handler handler) throws IOException {
    SelectionKey key = channel.keyFor(selector);
    if (key == null || !key.isValid()) {
      channel.register(selector, operations, handler);
    } else {
      key.interestOps(operations);
      key.attach(handler);
    }
  }

  void forget(SelectableChannel channel) {
    SelectionKey key = channel.keyFor(selector);
    if (key != null) {
      key.cancel();
    }
  }

  /// Runs until the process ends.
  void run() throws IOException {
    while (true) {
      Timer next = timers.peek();
      long waitNanos = next == null ? 200_000_000L : next.dueNanos() - System.nanoTime();
      if (next != null && waitNanos <= 0) {
        timers.remove();
        next.task().run();
        continue;
      }
      selector.select(Math.clamp(waitNanos / 1_000_000 + 1, 1, 200));
      dispatch();
    }
  }

  private void dispatch() {
    // A copy, as handlers register and cancel.
    var ready = new ArrayList<>(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (SelectionKey key : ready) {
      if (key.isValid() && key.attachment() instanceof Handler handler) {
        handler.ready();
      }
    }
  }
}
