package dev.seep.kernel.bpf;

/// Internet addresses as text.
final class Addresses {
  private static final int WORDS = 8;

  private Addresses() {}

  static boolean isAny(byte[] address) {
    for (byte b : address) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /// Dotted decimal for four bytes and for an IPv4-mapped address (RFC 4291, 2.5.5.2).
  static String text(byte[] address) {
    if (address.length == 4) {
      return ipv4(address, 0);
    }
    return isMapped(address) ? ipv4(address, 12) : ipv6(address);
  }

  private static boolean isMapped(byte[] address) {
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return address[10] == -1 && address[11] == -1;
  }

  private static String ipv4(byte[] bytes, int from) {
    StringBuilder text = new StringBuilder(15);
    for (int i = 0; i < 4; i++) {
      if (i > 0) {
        text.append('.');
      }
      text.append(bytes[from + i] & 0xff);
    }
    return text.toString();
  }

  /// RFC 5952: lower case, no leading zeros, the longest run of two or more zero words (the first
  /// of equals) as `::`.
  private static String ipv6(byte[] bytes) {
    int bestStart = -1;
    int bestLength = 1;
    int start = 0;
    for (int i = 0; i <= WORDS; i++) {
      if (i < WORDS && word(bytes, i) == 0) {
        continue;
      }
      if (i - start > bestLength) {
        bestStart = start;
        bestLength = i - start;
      }
      start = i + 1;
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < WORDS; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(word(bytes, i)));
    }
    return text.toString();
  }

  private static int word(byte[] bytes, int i) {
    return (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
  }
}
