package dev.seep.kernel.sockdiag;

import dev.seep.evidence.Death;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.TcpActivity;
import org.jspecify.annotations.Nullable;

/// What [SocketProbe] found at one descriptor.
///
/// @param inode inode of the socket: another one than expected means that the number was reused
/// @param cookie never given to another socket while the machine runs; 0 when not given
/// @param protocol the kernel's name: `TCP`, `TCPv6`, `NETLINK`, …
/// @param type `SOCK_STREAM` is 1, `SOCK_DGRAM` 2
/// @param death why a [SocketState#DEAD] one died; null in every other state
/// @param local null when unbound, or of a family without network addresses
/// @param remote null when unconnected; of a dead connection its late peer, except after a blocking
///   connect, which forgets it
/// @param activity null for other than TCP on which a connect or an accept was tried
/// @param errorWaits an error waits to be read by the program that holds the socket
public record ProbedSocket(
    long inode,
    long cookie,
    SocketFamily family,
    String protocol,
    int type,
    SocketState state,
    @Nullable Death death,
    @Nullable Endpoint local,
    @Nullable Endpoint remote,
    @Nullable TcpActivity activity,
    boolean errorWaits) {}
