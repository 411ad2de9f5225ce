package dev.seep.evidence;

import java.nio.charset.StandardCharsets;

/// Names and paths as the kernel holds them are bytes, chosen by whoever runs the process: they may
/// be no UTF-8 at all, or hold newlines, terminal escapes and HTML.
///
/// Decoding loses nothing: a byte that is not part of valid UTF-8 becomes a lone low surrogate
/// U+DC80 to U+DCFF (the scheme of PEP 383), and [#encode] turns it back. What is printed is made
/// harmless at the edge, by [#printable] for people and [#wellFormed] for JSON and CSV.
public final class KernelText {
  private static final char BYTE_BASE = '\uDC00';

  private KernelText() {}

  public static String decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  public static String decode(byte[] bytes, int from, int to) {
    boolean ascii = true;
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        ascii = false;
        break;
      }
    }
    if (ascii) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    StringBuilder text = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      int length = sequenceLength(bytes, i, to);
      if (length == 0) {
        text.append((char) (BYTE_BASE + (bytes[i] & 0xff)));
        i++;
      } else {
        text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
        i += length;
      }
    }
    return text.toString();
  }

  /// The bytes that [#decode] was given.
  public static byte[] encode(String text) {
    byte[] bytes = new byte[text.length() * 3];
    int n = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (isEscapedByte(c)) {
        bytes[n++] = (byte) (c - BYTE_BASE);
        i++;
        continue;
      }
      int end = i + (Character.isHighSurrogate(c) && i + 1 < text.length() ? 2 : 1);
      byte[] one = text.substring(i, end).getBytes(StandardCharsets.UTF_8);
      System.arraycopy(one, 0, bytes, n, one.length);
      n += one.length;
      i = end;
    }
    return java.util.Arrays.copyOf(bytes, n);
  }

  /// Text that can be put into one line of a terminal or a table: control characters, line breaks,
  /// bidirectional overrides, undecodable bytes and the backslash itself are written as escapes.
  public static String printable(String text) {
    int i = 0;
    while (i < text.length() && isPlain(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, i);
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        appendEscaped(out, c);
      }
    }
    return out.toString();
  }

  /// Text without lone surrogates, as JSON and CSV in UTF-8 demand; an undecodable byte reads
  /// `\xNN`.
  public static String wellFormed(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        if (out != null) {
          out.append(c).append(text.charAt(i + 1));
        }
        i++;
      } else if (Character.isSurrogate(c)) {
        if (out == null) {
          out = new StringBuilder(text.length() + 16).append(text, 0, i);
        }
        appendEscaped(out, c);
      } else if (out != null) {
        out.append(c);
      }
    }
    return out == null ? text : out.toString();
  }

  private static boolean isEscapedByte(char c) {
    return c >= '\uDC80' && c <= '\uDCFF';
  }

  private static boolean isPlain(char c) {
    if (c < 0x7f) {
      return c >= 0x20 && c != '\\';
    }
    return c >= 0xa0 && !Character.isSurrogate(c) && !isInvisible(c);
  }

  /// Zero-width, bidirectional and line-separating characters can make one name look like another.
  private static boolean isInvisible(char c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static void appendEscaped(StringBuilder out, char c) {
    if (isPlain(c)) {
      out.append(c);
      return;
    }
    switch (c) {
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isEscapedByte(c)) {
          out.append(String.format("\\x%02x", c - BYTE_BASE));
        } else if (c < 0x100) {
          out.append(String.format("\\x%02x", (int) c));
        } else {
          out.append(String.format("\\u%04x", (int) c));
        }
      }
    }
  }

  /// Length of the valid UTF-8 sequence at `i`, or 0 (RFC 3629, table of well-formed sequences).
  private static int sequenceLength(byte[] b, int i, int end) {
    int first = b[i] & 0xff;
    if (first < 0x80) {
      return 1;
    }
    int length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : 0;
    if (first >= 0xf0 && first <= 0xf4) {
      length = 4;
    }
    if (length == 0 || i + length > end) {
      return 0;
    }
    int second = b[i + 1] & 0xff;
    int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) {
      return 0;
    }
    for (int k = 2; k < length; k++) {
      if ((b[i + k] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
