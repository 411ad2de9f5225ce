package dev.seep.kernel.procfs;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.SocketState;
import org.jspecify.annotations.Nullable;

/// One socket as its protocol's table lists it.
///
/// @param protocol the kernel's name: `TCP`, `UNIX-STREAM`, …
/// @param inode the number in `socket:[N]`; 0 when no descriptor holds it any more (`TIME_WAIT`, or
///   closed with data still to send)
/// @param state `TIME_WAIT`, which has no owner, counts as closing
/// @param kernelState the number in the table: `TCP_ESTABLISHED` is 1 (`net/tcp_states.h`), unix
///   sockets have those of `linux/net.h`; 0 for none
/// @param local null when not bound, remote null when not connected
/// @param path name of a unix socket, `@` first for an abstract one; empty for none
/// @param receiveQueueBytes bytes not yet read; connections not yet accepted of a listener; -1 when
///   the table has none
/// @param sendQueueBytes bytes sent and not yet acknowledged; -1 when the table has none
/// @param retransmits unanswered retransmissions in a row
/// @param uid owner, -1 when the table has none
public record NetTableRow(
    NetTable table,
    String protocol,
    long inode,
    SocketState state,
    int kernelState,
    @Nullable Endpoint local,
    @Nullable Endpoint remote,
    String path,
    long receiveQueueBytes,
    long sendQueueBytes,
    int retransmits,
    int uid) {
  private static final int TIME_WAIT = 6;

  public boolean isTimeWait() {
    return table.isTcp() && kernelState == TIME_WAIT;
  }
}
