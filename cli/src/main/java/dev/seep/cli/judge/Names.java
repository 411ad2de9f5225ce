package dev.seep.cli.judge;

import dev.seep.evidence.KernelText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The names of groups: the same bytes are the same String, which is made once.
final class Names {
  private byte[][] keys = new byte[64][];
  private @Nullable String[] names = new String[64];
  private int size;

  String name(byte[] bytes, int from, int to) {
    int slot = find(bytes, from, to);
    String name = names[slot];
    if (name != null) {
      return name;
    }
    String made = KernelText.decode(bytes, from, to);
    keys[slot] = Arrays.copyOfRange(bytes, from, to);
    names[slot] = made;
    if (++size * 2 > keys.length) {
      grow();
    }
    return made;
  }

  int size() {
    return size;
  }

  private int find(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int mask = keys.length - 1;
    int slot = (hash ^ hash >>> 15) & mask;
    while (names[slot] != null
        && !Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, to)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    byte[][] oldKeys = keys;
    @Nullable String[] oldNames = names;
    keys = new byte[oldKeys.length * 2][];
    names = new String[keys.length];
    for (int i = 0; i < oldNames.length; i++) {
      if (oldNames[i] != null) {
        int slot = find(oldKeys[i], 0, oldKeys[i].length);
        keys[slot] = oldKeys[i];
        names[slot] = oldNames[i];
      }
    }
  }
}
