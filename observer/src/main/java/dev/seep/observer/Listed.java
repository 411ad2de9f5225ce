package dev.seep.observer;

import dev.seep.evidence.Endpoint;
import dev.seep.evidence.SocketFamily;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.TcpActivity;
import org.jspecify.annotations.Nullable;

/// A socket as a protocol table lists it, whichever way the table was read.
///
/// @param path name of a unix socket, empty for none
/// @param receiveQueueBytes, sendQueueBytes -1 when the table has none
/// @param activity null when the table tells none
/// @param peerInode inode of a unix peer, 0 when none or not told
record Listed(
    long inode,
    SocketFamily family,
    String protocol,
    SocketState state,
    @Nullable Endpoint local,
    @Nullable Endpoint remote,
    String path,
    long receiveQueueBytes,
    long sendQueueBytes,
    @Nullable TcpActivity activity,
    long peerInode) {}
