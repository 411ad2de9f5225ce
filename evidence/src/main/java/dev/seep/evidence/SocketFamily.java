package dev.seep.evidence;

/// Address families with a table or a name of their own (`linux/socket.h`).
public enum SocketFamily {
  UNIX(1),
  INET(2),
  INET6(10),
  NETLINK(16),
  PACKET(17),
  VSOCK(40),
  OTHER(-1);

  private final int number;

  SocketFamily(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  public static SocketFamily of(int number) {
    for (SocketFamily family : values()) {
      if (family.number == number) {
        return family;
      }
    }
    return OTHER;
  }

  public boolean isInternet() {
    return this == INET || this == INET6;
  }
}
