package dev.seep.kernel.bpf;

import dev.seep.evidence.Endpoint;
import org.jspecify.annotations.Nullable;

/// What the kernel knows of a socket, in its own numbers.
///
/// @param family address family (`AF_INET` is 2)
/// @param type `SOCK_STREAM` is 1, `SOCK_DGRAM` 2
/// @param protocol `IPPROTO_TCP` is 6, `IPPROTO_UDP` 17, `IPPROTO_MPTCP` 262
/// @param protocolState state of `include/net/tcp_states.h` (`TCP_CLOSE` is 7), of unix sockets too
/// @param socketState `socket_state` of `linux/net.h`: 1 unconnected, 2 connecting, 3 connected, 4
///   disconnecting
/// @param pendingError error number that waits to be read by `SO_ERROR`, 0 for none; looking does
///   not clear it
/// @param receiveShut nothing will be received any more: shut down here, or the peer has closed
/// @param sendShut nothing can be sent any more
/// @param onceEstablished the handshake of a TCP socket was completed once
/// @param local null when unbound or of another family than IPv4 and IPv6
/// @param remote null when it has neither address nor port; a blocking connect that was refused
///   leaves an address and port 0
/// @param receiveQueueBytes TCP: bytes received and not read, and 1 for a FIN; listeners:
///   connections that wait to be accepted; others: memory in use; -1 when not known (unix datagram,
///   and any unix socket before Linux 6.17)
/// @param sendQueueBytes TCP: bytes not acknowledged; listeners: the limit of the backlog; others:
///   memory in use
/// @param segmentsOut TCP segments sent so far, of the first subflow for MPTCP; 0 for others
/// @param networkNamespace inode of the network namespace (`/proc/PID/ns/net`)
/// @param cookie the socket's identity: never given to another socket while the machine runs
/// @param peerInode inode of the socket at the other end of a unix socket; 0 when there is none or
///   nobody has accepted it yet
public record SocketFacts(
    int family,
    int type,
    int protocol,
    int protocolState,
    int socketState,
    int pendingError,
    boolean receiveShut,
    boolean sendShut,
    boolean onceEstablished,
    @Nullable Endpoint local,
    @Nullable Endpoint remote,
    long receiveQueueBytes,
    long sendQueueBytes,
    long segmentsOut,
    long networkNamespace,
    long cookie,
    long peerInode) {}
