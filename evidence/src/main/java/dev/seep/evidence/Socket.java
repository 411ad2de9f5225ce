package dev.seep.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A socket, of whatever family.
///
/// @param protocol the kernel's name of the protocol, in upper case: `TCP`, `TCPv6`, `MPTCP`,
///   `UDP`, `UNIX-STREAM`, `NETLINK`, …
/// @param death why a [SocketState#DEAD] one died; null in every other state
/// @param unlisted true when no protocol table of its namespace lists it
/// @param local null when unbound or not known
/// @param remote null when unconnected or not known
/// @param path name of a unix socket (`@` first for an abstract one); empty for none
/// @param receiveQueueBytes, sendQueueBytes bytes waiting, -1 when not read
/// @param activity null for other than connected TCP, or when not permitted
/// @param peers who holds the other end of a unix or loopback connection, where looked for
/// @param networkNamespace inode of the network namespace, 0 when not read
public record Socket(
    SocketFamily family,
    String protocol,
    SocketState state,
    @Nullable Death death,
    boolean unlisted,
    @Nullable Endpoint local,
    @Nullable Endpoint remote,
    String path,
    long receiveQueueBytes,
    long sendQueueBytes,
    @Nullable TcpActivity activity,
    List<Holder> peers,
    long networkNamespace)
    implements Resource {
  public Socket {
    peers = List.copyOf(peers);
  }

  @Override
  public String kind() {
    return "socket";
  }

  public Socket withPeers(List<Holder> holders) {
    return new Socket(
        family,
        protocol,
        state,
        death,
        unlisted,
        local,
        remote,
        path,
        receiveQueueBytes,
        sendQueueBytes,
        activity,
        holders,
        networkNamespace);
  }
}
