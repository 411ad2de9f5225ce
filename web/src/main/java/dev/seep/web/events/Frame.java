package dev.seep.web.events;

/// What changed between two moments, and the whole as of the later one, each written once for all
/// clients.
final class Frame {
  final long sequence;
  private final byte[] change;
  private final java.util.function.Supplier<byte[]> whole;
  private byte[] wholeBytes = new byte[0];

  /// @param sequence grows by one with each frame
  /// @param change for clients that have the frame before this
  /// @param whole for all others; asked at most once
  Frame(long sequence, byte[] change, java.util.function.Supplier<byte[]> whole) {
    this.sequence = sequence;
    this.change = change;
    this.whole = whole;
  }

  /// @param has the last frame that the client has, negative for none
  synchronized byte[] after(long has) {
    if (has == sequence - 1) {
      return change;
    }
    if (wholeBytes.length == 0) {
      wholeBytes = whole.get();
    }
    return wholeBytes;
  }
}
