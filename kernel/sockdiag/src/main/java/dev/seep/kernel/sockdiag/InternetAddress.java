package dev.seep.kernel.sockdiag;

import java.net.InetAddress;

/// An address of 128 bits, IPv4 as an IPv4-mapped one (RFC 4291, 2.5.5.2), so that both ends of a
/// connection between an IPv6 and an IPv4 socket compare equal.
///
/// @param high, low the halves, most significant first
record InternetAddress(long high, long low) {
  private static final long MAPPED = 0xffff_0000_0000L;
  private static final int WORDS = 8;

  /// Reads an address as `struct inet_diag_sockid` and `struct sockaddr_in*` hold it.
  static InternetAddress of(byte[] bytes, int at, boolean ipv4) {
    return ipv4
        ? new InternetAddress(0, MAPPED | Bytes.networkInt(bytes, at))
        : new InternetAddress(Bytes.networkLong(bytes, at), Bytes.networkLong(bytes, at + 8));
  }

  /// Reads [dev.seep.evidence.Endpoint#host]; "any" as that of IPv6.
  ///
  /// @throws IllegalArgumentException when it is no numeric address
  static InternetAddress parse(String host) {
    if (host.isEmpty()) {
      return new InternetAddress(0, 0);
    }
    byte[] bytes = InetAddress.ofLiteral(host).getAddress();
    return of(bytes, 0, bytes.length == 4);
  }

  boolean isMapped() {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /// `127.0.0.0/8` or `::1` (RFC 5735, RFC 4291).
  boolean isLoopback() {
    return isMapped() ? ((low >>> 24) & 0xff) == 127 : (high == 0 && low == 1);
  }

  /// `0.0.0.0` or `::`.
  boolean isAny() {
    return high == 0 && (low == 0 || low == MAPPED);
  }

  /// As [dev.seep.evidence.Endpoint#host] wants it.
  String host() {
    if (isAny()) {
      return "";
    }
    return isMapped() ? ipv4() : ipv6();
  }

  private String ipv4() {
    return (low >>> 24 & 0xff)
        + "."
        + (low >>> 16 & 0xff)
        + "."
        + (low >>> 8 & 0xff)
        + "."
        + (low & 0xff);
  }

  /// RFC 5952: lower case, no leading zeros, the longest run of two or more zero words (the first
  /// of equals) as `::`.
  private String ipv6() {
    int gap = -1;
    int gapLength = 1;
    int runStart = 0;
    for (int i = 0; i <= WORDS; i++) {
      if (i < WORDS && word(i) == 0) {
        continue;
      }
      if (i - runStart > gapLength) {
        gap = runStart;
        gapLength = i - runStart;
      }
      runStart = i + 1;
    }
    StringBuilder text = new StringBuilder(39);
    int i = 0;
    while (i < WORDS) {
      if (i == gap) {
        text.append("::");
        i += gapLength;
        continue;
      }
      if (i > 0 && i != gap + gapLength) {
        text.append(':');
      }
      text.append(Integer.toHexString(word(i)));
      i++;
    }
    return text.toString();
  }

  private int word(int i) {
    long half = i < 4 ? high : low;
    return (int) (half >>> (16 * (3 - i % 4))) & 0xffff;
  }
}
