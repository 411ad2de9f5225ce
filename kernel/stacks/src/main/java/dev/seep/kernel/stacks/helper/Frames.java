package dev.seep.kernel.stacks.helper;

import dev.seep.evidence.Frame;

/// A frame within a message.
public final class Frames {
  /// The most that one frame can take: four texts with their lengths, and a line.
  static final int MOST_BYTES =
      Limits.FUNCTION + 2 * Limits.PATH + Limits.LANGUAGE + 5 * Integer.BYTES;

  private Frames() {}

  static void write(MessageWriter out, Frame frame) {
    out.text(frame.function(), Limits.FUNCTION)
        .text(frame.file(), Limits.PATH)
        .number(frame.line())
        .text(frame.module(), Limits.PATH)
        .text(frame.language(), Limits.LANGUAGE);
  }

  public static Frame read(MessageReader message) throws BrokenMessageException {
    String function = message.text(Limits.FUNCTION);
    String file = message.text(Limits.PATH);
    int line = message.count(Integer.MAX_VALUE);
    String module = message.text(Limits.PATH);
    return new Frame(function, file, line, module, message.text(Limits.LANGUAGE));
  }
}
