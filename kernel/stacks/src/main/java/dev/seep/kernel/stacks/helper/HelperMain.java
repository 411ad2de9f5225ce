package dev.seep.kernel.stacks.helper;

import dev.seep.kernel.libc.ChildProcess;

/// The helper process: started by Seep for one target, with one descriptor, and gone with it.
public final class HelperMain {
  private HelperMain() {}

  static void main() {
    run(UnwinderReader::new);
  }

  /// Confines this process and answers until Seep is gone; does not return.
  static void run(StackReader.Maker maker) {
    int status = 0;
    try {
      new Helper(new MessageSocket(ChildProcess.HANDED, true), maker).serve();
    } catch (BrokenMessageException | RuntimeException failure) {
      status = 1;
    }
    Runtime.getRuntime().halt(status);
  }
}
