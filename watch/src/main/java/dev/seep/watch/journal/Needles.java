package dev.seep.watch.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/// Finds which of some words a text holds, all in one pass and without regard to the case of ASCII
/// letters (Aho and Corasick, "Efficient string matching", CACM 18(6), 1975, as one table of
/// transitions).
///
/// Most lines of a log hold none of them, and this is all that they cost: a load for each byte.
final class Needles {
  private static final int LETTERS = 128;

  private final short[] next;
  private final int[] found;

  /// @param words ASCII in lower case, at most 32
  Needles(List<String> words) {
    int most = 1 + words.stream().mapToInt(String::length).sum();
    if (words.size() > Integer.SIZE || most > Short.MAX_VALUE) {
      throw new IllegalArgumentException("too many words: " + words.size());
    }
    short[] table = new short[most * LETTERS];
    int[] ends = new int[most];
    Arrays.fill(table, (short) -1);
    int states = 1;
    for (int word = 0; word < words.size(); word++) {
      int state = 0;
      for (byte letter : words.get(word).getBytes(StandardCharsets.US_ASCII)) {
        int at = state * LETTERS + letter;
        if (table[at] < 0) {
          table[at] = (short) states++;
        }
        state = table[at];
      }
      ends[state] |= 1 << word;
    }
    link(table, ends);
    this.next = Arrays.copyOf(table, states * LETTERS);
    this.found = Arrays.copyOf(ends, states);
  }

  /// Gives every state the transitions it lacks: those of the longest suffix that is a state.
  private static void link(short[] table, int[] ends) {
    int[] suffix = new int[ends.length];
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    queue.add(0);
    while (!queue.isEmpty()) {
      int state = queue.remove();
      ends[state] |= ends[suffix[state]];
      for (int letter = 0; letter < LETTERS; letter++) {
        int child = table[state * LETTERS + letter];
        int fallback = state == 0 ? 0 : table[suffix[state] * LETTERS + letter];
        if (child < 0) {
          table[state * LETTERS + letter] = (short) fallback;
        } else {
          suffix[child] = fallback;
          queue.add(child);
        }
      }
    }
  }

  /// A bit for each word that is in the text.
  int in(byte[] text, int from, int to) {
    int all = 0;
    int state = 0;
    for (int i = from; i < to; i++) {
      int letter = text[i];
      if (letter < 0) {
        state = 0;
        continue;
      }
      if (letter >= 'A' && letter <= 'Z') {
        letter += 'a' - 'A';
      }
      state = next[state * LETTERS + letter];
      all |= found[state];
    }
    return all;
  }
}
