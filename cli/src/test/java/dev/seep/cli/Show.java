package dev.seep.cli;

import java.util.List;

/// A process whose eye sees fixed evidence: `java -cp … dev.seep.cli.Show ps`. Its hunter says so
/// when it begins, and comes back when it is asked to stop or its time is over.
final class Show {
  private Show() {}

  static void main(String[] args) {
    Session real = Session.ofThisProcess(List.of(args));
    Wiring wiring =
        new Wiring(
            (root, source) -> new FakeEye(),
            eye ->
                (target, options, progress) -> {
                  real.out().text("hunting\n");
                  long end = System.nanoTime() + options.length().toNanos();
                  while (!progress.stopRequested() && System.nanoTime() < end) {
                    Thread.onSpinWait();
                  }
                  return Reports.leak();
                });
    Session session =
        new Session(
            real.out(), real.err(), real.terminal(), real.clock(), wiring, real.interrupt());
    System.exit(Main.run(args, session));
  }
}
