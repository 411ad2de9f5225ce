package dev.seep.watch.config;

/// A pattern over a whole name as shells have it (glob(7)): `*` is any text, `?` one character,
/// `[a-z]` one of some and `[!a-z]` one of the others.
public record Wildcard(String pattern) {
  /// @throws IllegalArgumentException when a `[` is not closed
  public Wildcard {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("is empty");
    }
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '[') {
        i = closing(pattern, i);
        if (i < 0) {
          throw new IllegalArgumentException(Scalars.quoted(pattern) + " has a [ without its ]");
        }
      }
    }
  }

  /// Goes back to the last `*` on a mismatch: at worst the product of the lengths.
  public boolean matches(String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int afterStar = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        afterStar = n;
      } else if (p < pattern.length() && takes(p, name.charAt(n))) {
        p = pattern.charAt(p) == '[' ? closing(pattern, p) + 1 : p + 1;
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

  private boolean takes(int p, char c) {
    char sign = pattern.charAt(p);
    if (sign != '[') {
      return sign == '?' || sign == c;
    }
    int close = closing(pattern, p);
    boolean negated = pattern.charAt(p + 1) == '!';
    boolean within = false;
    for (int i = negated ? p + 2 : p + 1; i < close; i++) {
      if (i + 2 < close && pattern.charAt(i + 1) == '-') {
        within |= pattern.charAt(i) <= c && c <= pattern.charAt(i + 2);
        i += 2;
      } else {
        within |= pattern.charAt(i) == c;
      }
    }
    return within != negated;
  }

  /// A `]` that comes first is one of the set.
  private static int closing(String pattern, int open) {
    int first = open + 1;
    if (first < pattern.length() && pattern.charAt(first) == '!') {
      first++;
    }
    return pattern.indexOf(']', first + 1);
  }
}
