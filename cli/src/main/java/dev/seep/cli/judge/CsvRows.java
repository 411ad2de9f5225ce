package dev.seep.cli.judge;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Rows of comma-separated values (RFC 4180; a bare line feed ends a line, too) as ranges of one
/// large buffer: no object is made for a row or a field.
final class CsvRows {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int LONGEST_ROW_BYTES = 1 << 22;
  private static final int MOST_FIELDS = 16;

  private final InputStream from;
  private byte[] buffer;
  private int position;
  private int filled;
  private boolean exhausted;
  private long bytesRead;

  private final int[] starts = new int[MOST_FIELDS];
  private final int[] ends = new int[MOST_FIELDS];
  private int fields;
  private boolean whole;
  private long line;
  private long nextLine = 1;

  CsvRows(InputStream from) {
    this(from, BUFFER_BYTES);
  }

  CsvRows(InputStream from, int bufferBytes) {
    this.from = from;
    buffer = new byte[bufferBytes];
  }

  /// Goes to the next row that is not empty; false at the end.
  boolean next() throws IOException, BadRowException {
    if (bytesRead == 0 && !exhausted) {
      fill();
      skipByteOrderMark();
    }
    do {
      if (!advance()) {
        return false;
      }
    } while (fields == 1 && starts[0] == ends[0]);
    return true;
  }

  private boolean advance() throws IOException, BadRowException {
    line = nextLine;
    int i = position;
    int start = i;
    fields = 0;
    while (true) {
      byte[] bytes = buffer;
      for (int end = filled; i < end; i++) {
        byte b = bytes[i];
        if (b == ',') {
          field(start, i);
          start = i + 1;
        } else if (b == '\n') {
          field(start, withoutReturn(start, i));
          whole = true;
          nextLine++;
          position = i + 1;
          return true;
        } else if (b == '"' && i == start) {
          return advanceQuoted();
        }
      }
      if (exhausted) {
        return lastRow(start);
      }
      // What is not whole is read again from its beginning, once in a buffer.
      fill();
      i = position;
      start = i;
      fields = 0;
    }
  }

  private boolean lastRow(int start) {
    boolean empty = position == filled;
    field(start, withoutReturn(start, filled));
    whole = false;
    position = filled;
    return !empty;
  }

  private int withoutReturn(int start, int end) {
    return end > start && buffer[end - 1] == '\r' ? end - 1 : end;
  }

  private void field(int start, int end) {
    if (fields < MOST_FIELDS) {
      starts[fields] = start;
      ends[fields] = end;
    }
    fields++;
  }

  /// A row that has a quoted field. Its end is found first, as what is unescaped is written over.
  private boolean advanceQuoted() throws IOException, BadRowException {
    int end = endOfQuoted();
    whole = end < filled;
    fields = 0;
    int i = position;
    while (i <= end) {
      int start = i;
      int to = i;
      if (i < end && buffer[i] == '"') {
        for (i++; i < end && !(buffer[i] == '"' && !isQuote(i + 1, end)); i++) {
          i += buffer[i] == '"' ? 1 : 0;
          buffer[to++] = buffer[i];
        }
        i++;
      }
      for (; i < end && buffer[i] != ','; i++) {
        buffer[to++] = buffer[i];
      }
      field(start, i < end ? to : withoutReturn(start, to));
      i++;
    }
    position = Math.min(filled, end + 1);
    return true;
  }

  private boolean isQuote(int at, int end) {
    return at < end && buffer[at] == '"';
  }

  private int endOfQuoted() throws IOException, BadRowException {
    while (true) {
      boolean quoted = false;
      boolean fieldBegins = true;
      int lines = 1;
      for (int i = position; i < filled; i++) {
        byte b = buffer[i];
        if (quoted) {
          lines += b == '\n' ? 1 : 0;
          quoted = b != '"';
        } else if (b == '"') {
          // Either it opens the field, or it is the second of a doubled one.
          quoted = fieldBegins || buffer[i - 1] == '"';
        } else if (b == '\n') {
          nextLine += lines;
          return i;
        }
        fieldBegins = !quoted && b == ',';
      }
      if (exhausted) {
        return filled;
      }
      fill();
    }
  }

  /// Moves what is not read yet to the front, and reads on behind it.
  private void fill() throws IOException, BadRowException {
    int rest = filled - position;
    if (rest == buffer.length) {
      if (rest >= LONGEST_ROW_BYTES) {
        throw new BadRowException(
            line, "the row does not end", "look for a quote that is opened and never closed");
      }
      buffer = Arrays.copyOf(buffer, rest * 2);
    } else {
      System.arraycopy(buffer, position, buffer, 0, rest);
    }
    position = 0;
    filled = rest;
    int read = from.read(buffer, filled, buffer.length - filled);
    exhausted = read < 0;
    filled += Math.max(0, read);
    bytesRead += Math.max(0, read);
  }

  private void skipByteOrderMark() {
    if (filled >= 3
        && (buffer[0] & 0xFF) == 0xEF
        && (buffer[1] & 0xFF) == 0xBB
        && (buffer[2] & 0xFF) == 0xBF) {
      position = 3;
    }
  }

  int fields() {
    return fields;
  }

  /// The line on which the row begins; the first is 1.
  long line() {
    return line;
  }

  /// The row ends with a line break, and so is not what a writer was stopped at.
  boolean isWhole() {
    return whole;
  }

  long bytesRead() {
    return bytesRead;
  }

  byte[] buffer() {
    return buffer;
  }

  int start(int field) {
    return starts[field];
  }

  int end(int field) {
    return ends[field];
  }

  boolean isEmpty(int field) {
    return field >= Math.min(fields, MOST_FIELDS) || starts[field] == ends[field];
  }
}
