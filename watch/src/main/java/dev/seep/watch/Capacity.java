package dev.seep.watch;

/// How many classes the detectors of all processes may follow together: each takes some 35 KB.
final class Capacity {
  private final int most;
  private int taken;
  private long refused;

  Capacity(int most) {
    this.most = most;
  }

  boolean takeOne() {
    if (taken < most) {
      taken++;
      return true;
    }
    refused++;
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

  /// Whether any was refused since the last time this was asked.
  boolean takeRefusals() {
    boolean any = refused > 0;
    refused = 0;
    return any;
  }
}
