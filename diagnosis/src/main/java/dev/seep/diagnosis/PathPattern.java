package dev.seep.diagnosis;

import java.util.Collection;

/// A path as the pattern of a family: `/srv/images/000123.png` is one of `/srv/images/*.png`.
///
/// The pattern of a path depends on that path alone, so that a hunt can follow a family from look
/// to look; families that differ in plain words (`alice.png`, `bob.png`) are put together by
/// whoever sees many of them ([PathFamilies] for a list, the detector's roll-up by folder for a
/// hunt).
///
/// Within each part of the path, what a program counts or draws becomes `*`: numbers, dates, hex
/// strings and UUIDs, letters and digits in a jumble, and the random tail of temporary names. A
/// number that ends a word leaves the word (`worker12` is `worker*`). Extensions stay. Numbers of
/// libraries and devices become `*` too: a family of one is shown by its own name anyway.
public final class PathPattern {
  private static final int MOST_CHARACTERS = 512;
  private static final int MOST_EXTENSION = 5;
  private static final int LEAST_HEX = 8;
  private static final int LEAST_JUMBLE = 6;
  private static final int MOST_RANDOM = 12;
  private static final int UUID_LENGTH = 36;

  /// What tempfile(3)-like functions of scripting languages put before eight drawn characters.
  private static final String TEMPORARY = "tmp";

  /// How many characters they draw.
  private static final int DRAWN = 8;

  private PathPattern() {}

  /// The pattern of one path.
  public static String of(String path) {
    String bounded = path.length() <= 4_096 ? path : path.substring(0, 4_096);
    StringBuilder out = new StringBuilder(Math.min(bounded.length(), MOST_CHARACTERS));
    boolean temporary = false;
    int from = 0;
    while (from <= bounded.length() && out.length() < MOST_CHARACTERS) {
      int slash = bounded.indexOf('/', from);
      int to = slash < 0 ? bounded.length() : slash;
      appendPart(out, bounded, from, to, temporary);
      if (slash < 0) {
        break;
      }
      temporary = isTemporaryFolder(bounded, to);
      out.append('/');
      from = slash + 1;
    }
    return out.length() > MOST_CHARACTERS
        ? out.substring(0, MOST_CHARACTERS) + "*"
        : out.toString();
  }

  /// A pattern with what is the same in each of these paths, part by part, as it is there:
  /// `/srv/*/log/*.gz` of `/srv/7/log/1.gz` and `/srv/7/log/2.gz` is `/srv/7/log/*.gz`.
  ///
  /// @param paths some that the pattern stands for; those of another depth are passed over
  static String narrowed(String pattern, Collection<String> paths) {
    String[] parts = pattern.split("/", -1);
    String[] same = null;
    for (String path : paths) {
      String[] own = path.split("/", -1);
      if (own.length != parts.length) {
        continue;
      }
      if (same == null) {
        same = own;
        continue;
      }
      for (int i = 0; i < parts.length; i++) {
        same[i] = own[i].equals(same[i]) ? own[i] : parts[i];
      }
    }
    return same == null ? pattern : String.join("/", same);
  }

  private static boolean isTemporaryFolder(String path, int length) {
    return isPrefix(path, length, "/tmp")
        || isPrefix(path, length, "/var/tmp")
        || isPrefix(path, length, "/dev/shm");
  }

  private static boolean isPrefix(String path, int length, String folder) {
    return length == folder.length() && path.startsWith(folder);
  }

  private static void appendPart(
      StringBuilder out, String path, int from, int to, boolean temporary) {
    if (!temporary && !hasDigit(path, from, to)) {
      out.append(path, from, to);
      return;
    }
    int dot = extension(path, from, to);
    int stem = dot < 0 ? to : dot;
    int drawn = temporary ? stem - DRAWN : stem;
    if (isDrawnTemporaryName(path, from, stem)) {
      out.append(TEMPORARY).append('*');
    } else if (temporary && isDrawnTail(path, from, drawn, stem)) {
      appendTokens(out, path, from, drawn, false);
      out.append('*');
      joinStars(out, out.lastIndexOf("/") + 1);
    } else {
      appendTokens(out, path, from, stem, temporary);
    }
    out.append(path, stem, to);
  }

  /// Where the extension's dot is: after it one to five letters and digits, a letter first; -1 for
  /// none.
  private static int extension(String path, int from, int to) {
    for (int i = to - 1; i > from && to - i <= MOST_EXTENSION + 1; i--) {
      char c = path.charAt(i);
      if (c == '.') {
        return i + 1 < to && isLetter(path.charAt(i + 1)) ? i : -1;
      }
      if (!isLetter(c) && !isDigit(c)) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isDrawnTemporaryName(String path, int from, int to) {
    if (to - from != TEMPORARY.length() + DRAWN || !path.startsWith(TEMPORARY, from)) {
      return false;
    }
    boolean unlikeAWord = false;
    for (int i = from + TEMPORARY.length(); i < to; i++) {
      char c = path.charAt(i);
      unlikeAWord |= isDigit(c) || c == '_';
      if (c != '_' && !isDigit(c) && !(c >= 'a' && c <= 'z')) {
        return false;
      }
    }
    return unlikeAWord;
  }

  /// The tail that such functions draw behind a prefix of the program's own (`build-1k7i_wfm`):
  /// lower-case letters, digits and underscores, a part of them letters and digits at once. Words
  /// and numbers (`worker_1`) are none.
  private static boolean isDrawnTail(String path, int from, int tail, int to) {
    if (tail <= from || isLetter(path.charAt(tail - 1)) || isDigit(path.charAt(tail - 1))) {
      return false;
    }
    boolean underscore = false;
    boolean jumbled = false;
    for (int i = tail; i < to; i++) {
      char c = path.charAt(i);
      underscore |= c == '_';
      jumbled |=
          i > tail
              && isDigit(c) != isDigit(path.charAt(i - 1))
              && c != '_'
              && path.charAt(i - 1) != '_';
      if (c != '_' && !isDigit(c) && !(c >= 'a' && c <= 'z')) {
        return false;
      }
    }
    return underscore && jumbled;
  }

  /// Eight, four, four, four and twelve hex digits (RFC 9562).
  private static boolean isUuid(String path, int from, int to) {
    if (to - from < UUID_LENGTH || path.charAt(from + 8) != '-') {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = path.charAt(from + i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !isDigit(c) && !isHexLetter(c)) {
        return false;
      }
    }
    return true;
  }

  private static void appendTokens(
      StringBuilder out, String path, int from, int to, boolean temporary) {
    int begin = out.length();
    int i = from;
    while (i < to) {
      if (isUuid(path, i, to)) {
        out.append('*');
        joinStars(out, begin);
        i += UUID_LENGTH;
        continue;
      }
      int end = i;
      while (end < to && (isLetter(path.charAt(end)) || isDigit(path.charAt(end)))) {
        end++;
      }
      if (end == i) {
        out.append(path.charAt(i++));
        continue;
      }
      boolean last = end == to && i > from;
      appendToken(out, path, i, end, temporary && last);
      joinStars(out, begin);
      i = end;
    }
  }

  /// `2024-01-02` and a UUID are each one star, not several.
  private static void joinStars(StringBuilder out, int begin) {
    int n = out.length();
    boolean pair = n - begin >= 3 && out.charAt(n - 1) == '*' && out.charAt(n - 3) == '*';
    if (pair && !isLetter(out.charAt(n - 2))) {
      out.setLength(n - 2);
    }
  }

  private static void appendToken(
      StringBuilder out, String path, int from, int to, boolean mayBeDrawn) {
    int letters = 0;
    int digits = 0;
    int changes = 0;
    boolean hex = true;
    boolean upper = false;
    boolean lower = false;
    for (int i = from; i < to; i++) {
      char c = path.charAt(i);
      boolean digit = isDigit(c);
      digits += digit ? 1 : 0;
      letters += digit ? 0 : 1;
      hex &= digit || isHexLetter(c);
      upper |= c >= 'A' && c <= 'Z';
      lower |= c >= 'a' && c <= 'z';
      changes += i > from && digit != isDigit(path.charAt(i - 1)) ? 1 : 0;
    }
    int length = to - from;
    boolean drawn = mayBeDrawn && upper && lower && length >= LEAST_JUMBLE && length <= MOST_RANDOM;
    if (digits == 0 && !drawn) {
      out.append(path, from, to);
    } else if (letters == 0 || drawn || (hex && length >= LEAST_HEX)) {
      out.append('*');
    } else if (changes >= 2 && length >= LEAST_JUMBLE) {
      out.append(path.startsWith(TEMPORARY, from) ? "tmp*" : "*");
    } else {
      appendWord(out, path, from, to);
    }
  }

  /// Letters in front of the first digit stay.
  private static void appendWord(StringBuilder out, String path, int from, int to) {
    int i = from;
    while (i < to && !isDigit(path.charAt(i))) {
      i++;
    }
    out.append(path, from, i).append('*');
  }

  private static boolean hasDigit(String path, int from, int to) {
    for (int i = from; i < to; i++) {
      if (isDigit(path.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// Whatever lies outside ASCII counts as a letter, undecodable bytes included.
  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
  }

  private static boolean isHexLetter(char c) {
    return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
