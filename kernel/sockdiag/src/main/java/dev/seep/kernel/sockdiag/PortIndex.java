package dev.seep.kernel.sockdiag;

import java.util.Arrays;

/// Finds rows by local and remote port: chains through an array, in the order of the rows.
final class PortIndex {
  private final int[] heads;
  private final int[] next;
  private final int shift;

  PortIndex(InternetRows rows) {
    heads = new int[Integer.highestOneBit(Math.max(8, rows.size())) * 2];
    next = new int[rows.size()];
    shift = Integer.numberOfLeadingZeros(heads.length - 1);
    Arrays.fill(heads, -1);
    for (int i = rows.size() - 1; i >= 0; i--) {
      int bucket = bucket(rows.localPort(i), rows.remotePort(i));
      next[i] = heads[bucket];
      heads[bucket] = i;
    }
  }

  /// The first row that may have these ports, -1 for none; others may share its chain.
  int first(int localPort, int remotePort) {
    return heads[bucket(localPort, remotePort)];
  }

  int after(int position) {
    return next[position];
  }

  /// The upper bits of the product: the lower ones would depend on the remote port alone.
  private int bucket(int localPort, int remotePort) {
    return ((localPort << 16 | remotePort) * 0x9e37_79b9) >>> shift;
  }
}
