package dev.seep.kernel.sockdiag;

import java.util.Arrays;

/// Inode to position: open addressing over two arrays, 8 to 16 bytes an entry where a `HashMap`
/// takes about 60.
final class InodeIndex {
  static final int ABSENT = -1;

  private final int[] inodes;
  private final int[] positions;
  private final int mask;
  private final int shift;

  /// @param expected most entries that will be put
  InodeIndex(int expected) {
    int capacity = Integer.highestOneBit(Math.max(8, expected)) * 4;
    inodes = new int[capacity];
    positions = new int[capacity];
    Arrays.fill(positions, ABSENT);
    mask = capacity - 1;
    shift = Integer.numberOfLeadingZeros(mask);
  }

  /// @param inode not 0
  /// @return the position it had before, or [#ABSENT]
  int put(int inode, int position) {
    int slot = slot(inode);
    int before = positions[slot];
    inodes[slot] = inode;
    positions[slot] = position;
    return before;
  }

  int get(int inode) {
    return positions[slot(inode)];
  }

  /// Where the inode is, or would be.
  private int slot(int inode) {
    int slot = (inode * 0x9e37_79b9) >>> shift;
    while (positions[slot] != ABSENT && inodes[slot] != inode) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
