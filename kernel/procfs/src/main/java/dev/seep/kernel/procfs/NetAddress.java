package dev.seep.kernel.procfs;

import java.nio.ByteOrder;

/// Numeric addresses out of the words that the tables under `net/` print: each 32-bit word of the
/// address, which lies in memory in network order, is printed as a number of this machine.
final class NetAddress {
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  private static final int CACHED = 256;

  /// Tables repeat few addresses over many lines; the texts are shared.
  private final int[] keys = new int[CACHED];

  private final String[] texts = new String[CACHED];

  NetAddress() {
    java.util.Arrays.fill(texts, "");
  }

  private static int inNetworkOrder(int word) {
    return LITTLE ? Integer.reverseBytes(word) : word;
  }

  /// @return dotted decimal, empty for the unspecified address
  String ipv4(int word) {
    return ipv4InOrder(inNetworkOrder(word));
  }

  private String ipv4InOrder(int address) {
    if (address == 0) {
      return "";
    }
    int slot = (address ^ (address >>> 8) ^ (address >>> 16)) & (CACHED - 1);
    if (keys[slot] == address) {
      return texts[slot];
    }
    String text =
        (address >>> 24)
            + "."
            + (address >>> 16 & 0xff)
            + "."
            + (address >>> 8 & 0xff)
            + "."
            + (address & 0xff);
    keys[slot] = address;
    texts[slot] = text;
    return text;
  }

  /// @return RFC 5952 form, plain IPv4 for a mapped address, empty for the unspecified one
  String ipv6(int a, int b, int c, int d) {
    int first = inNetworkOrder(a);
    int second = inNetworkOrder(b);
    int third = inNetworkOrder(c);
    int fourth = inNetworkOrder(d);
    if (first == 0 && second == 0 && (third == 0xffff || (third == 0 && fourth == 0))) {
      return ipv4InOrder(fourth);
    }
    int[] groups = {
      first >>> 16, first & 0xffff,
      second >>> 16, second & 0xffff,
      third >>> 16, third & 0xffff,
      fourth >>> 16, fourth & 0xffff
    };
    return rfc5952(groups);
  }

  /// Lower case, no leading zeros, the longest run of two or more zero groups (the first of equals)
  /// as `::`.
  private static String rfc5952(int[] groups) {
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > bestLength) {
        bestStart = i;
        bestLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
