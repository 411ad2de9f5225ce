package dev.seep.watch;

/// How many classes the detectors of all processes may follow together: each takes some 35 KB.
final class Capacity {
  private final int most;
  private int taken;

  Capacity(int most) {
    this.most = most;
  }

  boolean takeOne() {
    if (taken < most) {
      taken++;
      return true;
    }
    return false;
  }

  void giveBack(int classes) {
    taken -= classes;
  }

  int taken() {
    return taken;
  }

  int most() {
    return most;
  }
}
