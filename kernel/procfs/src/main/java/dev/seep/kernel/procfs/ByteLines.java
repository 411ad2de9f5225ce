package dev.seep.kernel.procfs;

import dev.seep.evidence.KernelText;

/// Walks the lines of a kernel file, and the numbers within a line, without making objects.
///
/// A number that is not there reads as -1; none of the files read so has negative numbers that
/// matter (a pidfd's `Pid:` has, see [#signed]).
final class ByteLines {
  private final byte[] bytes;
  private final int end;
  private int lineStart;
  private int lineEnd;
  private int at;

  ByteLines(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.end = to;
    this.lineStart = from;
    this.lineEnd = from - 1;
    this.at = from;
  }

  ByteLines(byte[] bytes, int length) {
    this(bytes, 0, length);
  }

  /// Goes to the next line; the last one may lack its newline.
  boolean next() {
    lineStart = lineEnd + 1;
    if (lineStart >= end) {
      return false;
    }
    int i = lineStart;
    while (i < end && bytes[i] != '\n') {
      i++;
    }
    lineEnd = i;
    at = lineStart;
    return true;
  }

  /// Whether the line begins so; if it does, the walk goes on behind it.
  boolean starts(byte[] key) {
    at = lineStart;
    return accept(key);
  }

  /// Whether the line holds this text; if it does, the walk goes on behind it.
  boolean seek(byte[] key) {
    for (int i = at; i + key.length <= lineEnd; i++) {
      int k = 0;
      while (k < key.length && bytes[i + k] == key[k]) {
        k++;
      }
      if (k == key.length) {
        at = i + k;
        return true;
      }
    }
    return false;
  }

  private void skipBlanks() {
    while (at < lineEnd && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  private long digits(int radix) {
    skipBlanks();
    long value = 0;
    int from = at;
    while (at < lineEnd) {
      int digit = Character.digit((char) (bytes[at] & 0xff), radix);
      if (digit < 0) {
        break;
      }
      value = value * radix + digit;
      at++;
    }
    return at == from ? -1 : value;
  }

  long number() {
    return digits(10);
  }

  /// @return a number with its sign, or `missing` when there is none
  long signed(long missing) {
    skipBlanks();
    boolean negative = at < lineEnd && bytes[at] == '-';
    if (negative) {
      at++;
    }
    int from = at;
    long value = digits(10);
    return at == from ? missing : negative ? -value : value;
  }

  long octal() {
    return digits(8);
  }

  /// Hexadecimal, with or without `0x`.
  long hex() {
    skipBlanks();
    if (at + 1 < lineEnd && bytes[at] == '0' && bytes[at + 1] == 'x') {
      at += 2;
    }
    return digits(16);
  }

  /// Eight hexadecimal digits as a 32-bit word, as the tables under `net/` print addresses.
  int hexWord() {
    int word = 0;
    for (int i = 0; i < 8 && at < lineEnd; i++) {
      int digit = Character.digit((char) (bytes[at] & 0xff), 16);
      if (digit < 0) {
        break;
      }
      word = word << 4 | digit;
      at++;
    }
    return word;
  }

  /// The next character, which must be this one.
  boolean accept(char expected) {
    if (at < lineEnd && bytes[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  /// The text that follows, which must be this one.
  boolean accept(byte[] expected) {
    if (lineEnd - at < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (bytes[at + i] != expected[i]) {
        return false;
      }
    }
    at += expected.length;
    return true;
  }

  void skip(char c) {
    while (at < lineEnd && bytes[at] == c) {
      at++;
    }
  }

  /// Skips so many words.
  void skipWords(int count) {
    for (int i = 0; i < count; i++) {
      skipBlanks();
      while (at < lineEnd && bytes[at] != ' ' && bytes[at] != '\t') {
        at++;
      }
    }
  }

  /// The next word, empty at the end of the line.
  String word() {
    skipBlanks();
    int from = at;
    while (at < lineEnd && bytes[at] != ' ' && bytes[at] != '\t') {
      at++;
    }
    return KernelText.decode(bytes, from, at);
  }

  /// What is left of the line.
  String rest() {
    return KernelText.decode(bytes, at, lineEnd);
  }

  void goTo(int position) {
    at = position;
  }

  int at() {
    return at;
  }

  int lineStart() {
    return lineStart;
  }

  int lineEnd() {
    return lineEnd;
  }

  boolean atLineEnd() {
    return at >= lineEnd;
  }
}
