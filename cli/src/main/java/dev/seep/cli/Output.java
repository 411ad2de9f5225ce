package dev.seep.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A standard stream. When its reader has gone (`| head`), the rest is dropped without a word and
/// the command ends as it would have; any other failure is kept for the end.
final class Output extends OutputStream {
  private final OutputStream to;
  private boolean readerGone;
  private String failure = "";

  Output(OutputStream to) {
    this.to = to;
  }

  /// Nobody reads what is written.
  boolean readerGone() {
    return readerGone;
  }

  /// Why something could not be written; empty when all was, or when nobody wanted it.
  String failure() {
    return failure;
  }

  void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
    flush();
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    if (readerGone || !failure.isEmpty()) {
      return;
    }
    try {
      to.write(bytes, from, length);
    } catch (IOException e) {
      fail(e);
    }
  }

  @Override
  public void flush() {
    if (readerGone || !failure.isEmpty()) {
      return;
    }
    try {
      to.flush();
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.toLowerCase(java.util.Locale.ROOT).contains("broken pipe")) {
      readerGone = true;
    } else {
      failure = message;
    }
  }
}
