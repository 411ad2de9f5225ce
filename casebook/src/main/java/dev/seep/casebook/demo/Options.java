package dev.seep.casebook.demo;

import java.util.Optional;

/// The options that every plant takes.
///
/// @param leak false for the healthy twin
/// @param perSecond leaks (or, in the twin, abandoned requests) a second
/// @param seconds life of the plant
record Options(boolean leak, double perSecond, double seconds) {

  /// @throws IllegalArgumentException for an option that is not one, or a number that is none
  static Options parse(String[] arguments) {
    boolean leak = true;
    double perSecond = 1;
    double seconds = 600;
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      switch (option) {
        case "--leak" -> leak = true;
        case "--healthy" -> leak = false;
        case "--per-second" -> perSecond = number(option, arguments, ++i);
        case "--seconds" -> seconds = number(option, arguments, ++i);
        case "--dir" -> i++; // this plant writes nothing
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return new Options(leak, perSecond, seconds);
  }

  private static double number(String option, String[] arguments, int index) {
    double value = index < arguments.length ? Double.parseDouble(arguments[index]) : 0;
    if (!(value > 0)) {
      throw new IllegalArgumentException(option + " takes a number above 0");
    }
    return value;
  }

  /// Ends this JVM when the process that started it is gone, or its time is over. A plain thread
  /// that halts: nothing that a plant got itself into can keep it alive.
  void endWithParent() {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    Thread.ofPlatform()
        .daemon()
        .name("life")
        .start(() -> {
          // Asked anew: a parent that ended but was not reaped counts as alive, and is ours no
          // more.
          while (System.nanoTime() < end && ProcessHandle.current().parent().equals(parent)) {
            try {
              Thread.sleep(200);
            } catch (InterruptedException _) {
              break;
            }
          }
          Runtime.getRuntime().halt(0);
        });
  }
}
