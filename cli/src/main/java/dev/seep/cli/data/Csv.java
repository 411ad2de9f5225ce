package dev.seep.cli.data;

import dev.seep.evidence.KernelText;

/// Rows of comma-separated values (RFC 4180): a field with a comma, a quote or a line break is
/// quoted, quotes are doubled, lines end in CRLF.
///
/// Control characters are written as escapes, as a CSV file is often read in a terminal. A text
/// that a spreadsheet would run as a formula (`=`, `+`, `-`, `@` first) gets an apostrophe before
/// it: process names and paths are chosen by others.
public final class Csv {
  private final StringBuilder text = new StringBuilder(8192);
  private boolean first = true;

  public Csv headings(String... names) {
    for (String name : names) {
      text(name);
    }
    return end();
  }

  public Csv text(String value) {
    return printable(KernelText.printable(value));
  }

  /// Text that is printable already.
  public Csv printable(String value) {
    separate();
    String shown = value;
    if (!shown.isEmpty() && "=+-@".indexOf(shown.charAt(0)) >= 0) {
      shown = "'" + shown;
    }
    if (shown.indexOf(',') < 0 && shown.indexOf('"') < 0) {
      text.append(shown);
    } else {
      text.append('"').append(shown.replace("\"", "\"\"")).append('"');
    }
    return this;
  }

  public Csv number(long value) {
    separate();
    text.append(value);
    return this;
  }

  /// Empty when the value is negative: not read.
  public Csv count(long value) {
    separate();
    if (value >= 0) {
      text.append(value);
    }
    return this;
  }

  public Csv end() {
    text.append("\r\n");
    first = true;
    return this;
  }

  private void separate() {
    if (!first) {
      text.append(',');
    }
    first = false;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
