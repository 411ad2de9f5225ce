package dev.seep.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Hostile texts in and out of the database without loss: SQLite's text is UTF-8, and has no place
/// for the lone surrogates that stand for undecodable bytes of the kernel's names. A text that has
/// one, or a NUL, is kept as a blob of UTF-16.
final class Texts {
  private Texts() {}

  static void bind(PreparedStatement statement, int index, String text) throws SQLException {
    if (StandardCharsets.UTF_8.newEncoder().canEncode(text) && text.indexOf('\0') < 0) {
      statement.setString(index, text);
    } else {
      statement.setBytes(index, utf16(text));
    }
  }

  static String read(ResultSet row, int column) throws SQLException {
    return row.getObject(column) instanceof byte[] bytes ? fromUtf16(bytes) : row.getString(column);
  }

  /// By hand, as the library's encoder replaces lone surrogates.
  private static byte[] utf16(String text) {
    byte[] bytes = new byte[text.length() * 2];
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i] = (byte) (text.charAt(i) >>> 8);
      bytes[2 * i + 1] = (byte) text.charAt(i);
    }
    return bytes;
  }

  private static String fromUtf16(byte[] bytes) {
    char[] text = new char[bytes.length / 2];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) ((bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff));
    }
    return new String(text);
  }
}
