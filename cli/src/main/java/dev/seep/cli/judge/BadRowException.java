package dev.seep.cli.judge;

/// A row that says nothing the judge could take, by what it is and what was expected instead.
public final class BadRowException extends Exception {
  private static final long serialVersionUID = 1;

  private final long line;
  private final String mend;

  BadRowException(long line, String message, String mend) {
    super(message);
    this.line = line;
    this.mend = mend;
  }

  /// The line on which the row begins; the first is 1.
  public long line() {
    return line;
  }

  /// What to do about it.
  public String mend() {
    return mend;
  }
}
