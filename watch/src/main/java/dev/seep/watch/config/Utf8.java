package dev.seep.watch.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Strict UTF-8 (RFC 3629), without the byte order mark that some editors put in front.
final class Utf8 {
  private Utf8() {}

  sealed interface Result {
    record Text(String text) implements Result {}

    /// @param line, column from 1, in characters
    record Broken(int line, int column, String what) implements Result {}
  }

  static Result decode(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int lineStart = text.lastIndexOf('\n') + 1;
      int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
      int column = 1 + text.codePointCount(lineStart, text.length());
      String hex = "0x%02X".formatted(bytes[in.position()] & 0xff);
      return new Result.Broken(line, column, "the byte " + hex + " is no UTF-8");
    }
    return new Result.Text(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }
}
