package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.sockdiag.ProbedSocket;
import dev.seep.kernel.sockdiag.SocketProbe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at sockets that no table lists; opens what it needs when the first one comes.
final class UnlistedSockets implements AutoCloseable {
  private final int pid;
  private final boolean netlinkRead;
  private final List<Blind> blind;
  private final SocketProbe probe = new SocketProbe();
  private int pidfd;
  private boolean opened;
  private boolean complained;

  /// @param netlinkRead the table of netlink sockets was read: it lists all that are bound
  /// @param blind what could not be seen is added here
  UnlistedSockets(int pid, boolean netlinkRead, List<Blind> blind) {
    this.pid = pid;
    this.netlinkRead = netlinkRead;
    this.blind = blind;
  }

  /// @return null when the descriptor was closed, or means another socket by now
  @Nullable Socket look(int descriptor, long inode, long namespace) {
    if (!opened) {
      opened = true;
      pidfd = Syscalls.pidfdOpen(pid);
    }
    return switch (probe.probe(pidfd, descriptor)) {
      case Reading.Seen<ProbedSocket> seen ->
          seen.value().inode() == inode ? fromProbe(seen.value(), namespace) : null;
      case Reading.Unseen<ProbedSocket> unseen -> {
        yield switch (SocketProbe.socketProtocolName(pid, descriptor)) {
          case Reading.Unseen<String> closed -> null;
          case Reading.Seen<String> name -> {
            complain(unseen.blind());
            yield untold(name.value(), namespace);
          }
        };
      }
    };
  }

  private void complain(Blind reason) {
    if (!complained) {
      complained = true;
      blind.add(
          new Blind(
              "sockets of process " + pid + " that no table lists", reason.why(), reason.mend()));
    }
  }

  private Socket fromProbe(ProbedSocket probed, long namespace) {
    SocketState state = probed.state();
    return new Socket(
        probed.family(),
        probed.protocol(),
        state,
        probed.death(),
        Listing.isUnlisted(probed.family(), probed.protocol(), state, probed.local())
            || isUnboundNetlink(probed.family()),
        probed.local(),
        probed.remote(),
        "",
        -1,
        -1,
        null,
        List.of(),
        namespace);
  }

  private boolean isUnboundNetlink(SocketFamily family) {
    return netlinkRead && family == SocketFamily.NETLINK;
  }

  private Socket untold(String protocol, long namespace) {
    SocketFamily family = family(protocol);
    boolean stream = protocol.startsWith("TCP") || protocol.startsWith("MPTCP");
    boolean datagram = protocol.startsWith("UDP");
    SocketState state =
        stream || protocol.isEmpty()
            ? SocketState.UNLISTED
            : datagram ? SocketState.DATAGRAM : SocketState.OTHER;
    return new Socket(
        family,
        protocol,
        state,
        null,
        stream || datagram || isUnboundNetlink(family),
        null,
        null,
        "",
        -1,
        -1,
        null,
        List.of(),
        namespace);
  }

  private static SocketFamily family(String protocol) {
    if (protocol.startsWith("UNIX")) {
      return SocketFamily.UNIX;
    }
    return switch (protocol) {
      case "NETLINK" -> SocketFamily.NETLINK;
      case "PACKET" -> SocketFamily.PACKET;
      case "AF_VSOCK" -> SocketFamily.VSOCK;
      case "TCP", "UDP", "UDP-Lite", "RAW", "PING", "MPTCP" -> SocketFamily.INET;
      case "TCPv6", "UDPv6", "UDPLITEv6", "RAWv6", "PINGv6", "MPTCPv6" -> SocketFamily.INET6;
      default -> SocketFamily.OTHER;
    };
  }

  @Override
  public void close() {
    if (opened && pidfd >= 0) {
      Syscalls.close(pidfd);
    }
  }
}
