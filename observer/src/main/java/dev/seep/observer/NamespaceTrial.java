package dev.seep.observer;

import dev.seep.kernel.libc.Syscalls;
import java.util.concurrent.atomic.AtomicBoolean;

/// Whether a network namespace may be entered, tried with the one that this process is in: inside
/// of a user namespace CAP_SYS_ADMIN alone does not say so (setns(2)).
final class NamespaceTrial {
  private static final int CLONE_NEWNET = 0x4000_0000;

  private NamespaceTrial() {}

  static boolean succeeds() {
    AtomicBoolean entered = new AtomicBoolean();
    try {
      Thread thread =
          Thread.ofPlatform().daemon().name("seep-trial").start(() -> entered.set(enter()));
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return entered.get();
  }

  private static boolean enter() {
    int door = Syscalls.open("/proc/self/ns/net");
    if (door < 0) {
      return false;
    }
    int result = Syscalls.setns(door, CLONE_NEWNET);
    Syscalls.close(door);
    return result == 0;
  }
}
