package dev.seep.watch.config;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/// Finds what somebody may have meant by a mistyped word: the nearest by edit distance (Levenshtein
/// 1966), letters' case and the kind of dash aside.
final class Nearest {
  private static final int LONGEST_COMPARED = 64;

  private Nearest() {}

  /// `did you mean route?`, or else what there is to choose from.
  static String suggestion(String word, Collection<String> known) {
    String nearest = of(word, known);
    return nearest.isEmpty()
        ? "known here: " + String.join(", ", new TreeSet<>(known))
        : "did you mean " + nearest + "?";
  }

  /// The nearest; empty when none is near: more than a third of its letters differ.
  static String of(String word, Collection<String> known) {
    if (word.length() > LONGEST_COMPARED) {
      return "";
    }
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String one : new TreeSet<>(known)) {
      int distance = distance(plain(word), plain(one));
      if (distance < least && distance <= Math.max(1, one.length() / 3)) {
        best = one;
        least = distance;
      }
    }
    return best;
  }

  /// The one that is the same but for the letters' case and the kind of dash; empty for none.
  static String same(String word, Collection<String> known) {
    return known.stream().filter(one -> plain(word).equals(plain(one))).findFirst().orElse("");
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
