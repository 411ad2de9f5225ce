package dev.seep.kernel.sockdiag;

import dev.seep.evidence.Death;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.TcpActivity;
import org.jspecify.annotations.Nullable;

/// One socket as its protocol's table lists it.
///
/// @param inode inode of the socket, 0 when no descriptor holds it (TIME_WAIT, orphaned, not yet
///   accepted)
/// @param cookie never given to another socket while the machine runs
/// @param protocol the kernel's name: `TCP`, `TCPv6`, `UDP`, `UNIX-STREAM`, …
/// @param type `SOCK_STREAM` is 1, `SOCK_DGRAM` 2, `SOCK_RAW` 3, `SOCK_SEQPACKET` 5
/// @param tcpState state of the protocol; unix and connected datagram sockets borrow
///   [TcpState#ESTABLISHED]
/// @param death why a [SocketState#DEAD] one died; null in every other state
/// @param local null when unbound, or of a family without network addresses
/// @param remote null when unconnected, or of a family without network addresses
/// @param receiveQueueBytes bytes waiting to be read; of a listener, connections waiting to be
///   accepted; -1 when not given
/// @param sendQueueBytes bytes not acknowledged; of a listener, the limit of its backlog; -1 when
///   not given
/// @param uid owner, -1 when not given
/// @param activity null for other than TCP on which a connect or an accept was tried, or when not
///   asked for
/// @param shutdown bit 0: receiving is shut, bit 1: sending is shut; -1 when not given
/// @param path name of a unix socket, as [dev.seep.evidence.KernelText] decodes it (`@` first for
///   an abstract one); empty for none
/// @param pathInode inode of the file that a unix socket's name is, 0 for none
/// @param peerInode inode of the socket at the other end of a unix socket, 0 for none
public record SocketRow(
    long inode,
    long cookie,
    SocketFamily family,
    String protocol,
    int type,
    TcpState tcpState,
    SocketState state,
    @Nullable Death death,
    @Nullable Endpoint local,
    @Nullable Endpoint remote,
    long receiveQueueBytes,
    long sendQueueBytes,
    int uid,
    @Nullable TcpActivity activity,
    int shutdown,
    String path,
    long pathInode,
    long peerInode) {}
