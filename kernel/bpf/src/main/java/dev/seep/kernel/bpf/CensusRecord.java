package dev.seep.kernel.bpf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One descriptor of a census, read where the kernel wrote it: a cursor, valid during
/// [CensusVisitor#visit] only.
///
/// The offsets are those of `struct census_record` in `src/main/bpf/records.h`.
public final class CensusRecord {
  static final int BYTES = 32;

  private static final int SOCKET = 1;
  private static final int REMOTE_ADDRESS = 2;
  private static final int REMOTE_PORT = 4;
  private static final int LOCAL_PORT = 8;
  private static final int SHUT_RECEIVE = 16;
  private static final int SHUT_SEND = 32;
  private static final int READABLE = 64;
  private static final int WRITABLE = 128;

  private final MemorySegment buffer;
  private long at;

  CensusRecord(MemorySegment buffer) {
    this.buffer = buffer;
  }

  void moveTo(long offset) {
    this.at = offset;
  }

  /// The process in the pid namespace of this one.
  public int pid() {
    return buffer.get(ValueLayout.JAVA_INT_UNALIGNED, at);
  }

  public int descriptor() {
    return buffer.get(ValueLayout.JAVA_INT_UNALIGNED, at + 4);
  }

  public long inode() {
    return buffer.get(ValueLayout.JAVA_LONG_UNALIGNED, at + 8);
  }

  /// Inode of the socket at the other end of a unix socket; 0 when there is none or nobody has
  /// accepted it yet.
  public long peerInode() {
    return Integer.toUnsignedLong(buffer.get(ValueLayout.JAVA_INT_UNALIGNED, at + 16));
  }

  /// Type and permissions of the inode (inode(7)); type 0 for anonymous inodes (epoll, eventfd, …).
  public int mode() {
    return Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 20));
  }

  /// It is a socket: what follows has a meaning.
  public boolean isSocket() {
    return has(SOCKET);
  }

  /// Address family (`AF_INET` is 2).
  public int family() {
    return unsignedByte(22);
  }

  /// The protocol's state (`include/net/tcp_states.h`; `TCP_CLOSE` is 7), of unix sockets too.
  public int protocolState() {
    return unsignedByte(23);
  }

  /// The socket's own state (`socket_state` of `linux/net.h`): 1 unconnected, 2 connecting, 3
  /// connected, 4 disconnecting.
  public int socketState() {
    return unsignedByte(24);
  }

  /// `SOCK_STREAM` is 1, `SOCK_DGRAM` 2.
  public int type() {
    return unsignedByte(25);
  }

  /// `IPPROTO_TCP` is 6, `IPPROTO_UDP` 17, `IPPROTO_MPTCP` 262.
  public int protocol() {
    return Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 26));
  }

  /// Error number that waits to be read by `SO_ERROR`, 0 for none. Looking does not clear it.
  public int pendingError() {
    return Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 28));
  }

  public boolean hasRemoteAddress() {
    return has(REMOTE_ADDRESS);
  }

  public boolean hasRemotePort() {
    return has(REMOTE_PORT);
  }

  public boolean hasLocalPort() {
    return has(LOCAL_PORT);
  }

  /// Nothing will be received any more: shut down by this side, or the peer has closed.
  public boolean isReceiveShut() {
    return has(SHUT_RECEIVE);
  }

  /// Nothing can be sent any more.
  public boolean isSendShut() {
    return has(SHUT_SEND);
  }

  /// Of a TCP socket: the handshake was completed once. It shares its bit with [#isReadable], which
  /// every socket is.
  public boolean wasEstablished() {
    return isSocket() && has(READABLE);
  }

  /// Opened for reading (of a pipe: this is a read end).
  public boolean isReadable() {
    return isSocket() || has(READABLE);
  }

  /// Opened for writing.
  public boolean isWritable() {
    return has(WRITABLE);
  }

  /// TCP segments sent so far, 255 standing for 255 or more.
  public int segmentsOut() {
    return unsignedByte(31);
  }

  private boolean has(int flag) {
    return (buffer.get(ValueLayout.JAVA_BYTE, at + 30) & flag) != 0;
  }

  private int unsignedByte(int offset) {
    return Byte.toUnsignedInt(buffer.get(ValueLayout.JAVA_BYTE, at + offset));
  }
}
