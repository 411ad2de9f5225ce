package dev.seep.cli;

/// Shell patterns (glob(7)) over a whole name: `*`, `?` and `[…]` with ranges and `!`.
final class Glob {
  private Glob() {}

  static boolean isGlob(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
  }

  /// Goes back to the last `*` on a mismatch, so its time is the product of the lengths at worst.
  static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int afterStar = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        afterStar = n;
      } else if (p < pattern.length() && matchesOne(pattern, p, name.charAt(n))) {
        p = next(pattern, p);
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++afterStar;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean matchesOne(String pattern, int p, char c) {
    char sign = pattern.charAt(p);
    int close = sign == '[' ? closing(pattern, p) : -1;
    if (close < 0) {
      return sign == '?' || sign == c;
    }
    boolean negated = pattern.charAt(p + 1) == '!' || pattern.charAt(p + 1) == '^';
    boolean within = false;
    for (int i = p + (negated ? 2 : 1); i < close; i++) {
      boolean range = i + 2 < close && pattern.charAt(i + 1) == '-';
      within |= c >= pattern.charAt(i) && c <= pattern.charAt(range ? i + 2 : i);
      i += range ? 2 : 0;
    }
    return within != negated;
  }

  private static int next(String pattern, int p) {
    int close = pattern.charAt(p) == '[' ? closing(pattern, p) : -1;
    return close < 0 ? p + 1 : close + 1;
  }

  /// The bracket that ends the set begun at `open`; a first one stands for itself. -1 for none.
  private static int closing(String pattern, int open) {
    int first = open + 1;
    if (first < pattern.length()
        && (pattern.charAt(first) == '!' || pattern.charAt(first) == '^')) {
      first++;
    }
    return pattern.indexOf(']', first + 1);
  }
}
