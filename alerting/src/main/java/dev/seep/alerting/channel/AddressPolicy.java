package dev.seep.alerting.channel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/// Which addresses no webhook may lead to, asked about each address that a name resolved to: cloud
/// machines hand out credentials to whoever asks at a link-local address.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc3927">RFC 3927 (169.254.0.0/16)</a>
/// @see <a href="https://www.rfc-editor.org/rfc/rfc4291#section-2.5.6">RFC 4291 (fe80::/10)</a>
/// @see <a href="https://www.rfc-editor.org/rfc/rfc6052#section-2.1">RFC 6052 (64:ff9b::/96)</a>
final class AddressPolicy {
  /// The metadata service's second address on Amazon's machines, fd00:ec2::254, which is not
  /// link-local.
  private static final byte[] METADATA_V6 = {
    (byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54
  };

  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  private AddressPolicy() {}

  static boolean permits(InetAddress address, boolean allowLinkLocal) {
    if (address.isMulticastAddress()) {
      return false;
    }
    return allowLinkLocal || !isLinkLocal(address);
  }

  private static boolean isLinkLocal(InetAddress address) {
    if (address.isLinkLocalAddress()) {
      return true;
    }
    if (!(address instanceof Inet6Address)) {
      return false;
    }
    byte[] bytes = address.getAddress();
    boolean translated =
        Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length)
            || isZero(bytes, NAT64.length);
    boolean linkLocalV4 = (bytes[12] & 0xff) == 169 && (bytes[13] & 0xff) == 254;
    return Arrays.equals(bytes, METADATA_V6) || (translated && linkLocalV4);
  }

  /// The deprecated IPv4-compatible form, `::169.254.1.1`.
  private static boolean isZero(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
