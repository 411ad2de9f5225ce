package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.kernel.libc.Errno;

/// Tells a lack of descriptors, which the reader must hear of, from rights that are not granted and
/// kernels that cannot, which are the doctor's business.
final class Starvation {
  private Starvation() {}

  static boolean isMeantBy(Blind blind) {
    return blind.why().contains(Errno.EMFILE.name()) || blind.why().contains(Errno.ENFILE.name());
  }
}
