package dev.seep.cli;

/// Prints what a run with fixed evidence looks like: `java -cp … dev.seep.cli.Show ps`.
final class Show {
  private Show() {}

  static void main(String[] args) {
    Session real = Session.ofThisProcess();
    Wiring wiring =
        new Wiring(
            (root, source) -> new FakeEye(), eye -> (target, options, progress) -> Reports.leak());
    Session session =
        new Session(
            real.out(), real.err(), real.terminal(), real.clock(), wiring, real.interrupt());
    int code = Main.run(args, session);
    session.interrupt().finished(code);
    System.exit(code);
  }
}
