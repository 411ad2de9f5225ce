package dev.seep.hunt.recording;

import java.io.IOException;

/// A line of a recording that does not say what it must; the message tells what is wrong with it.
final class DamagedException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedException(String message) {
    super(message);
  }

  DamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
