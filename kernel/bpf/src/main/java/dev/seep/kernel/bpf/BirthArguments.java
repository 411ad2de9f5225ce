package dev.seep.kernel.bpf;

import dev.seep.evidence.Endpoint;
import org.jspecify.annotations.Nullable;

/// What the calls that made a descriptor were told. It outlives what the kernel knows of it.
public sealed interface BirthArguments {

  /// Of socket(2) and socketpair(2), and of the connect(2) and bind(2) that followed; for a socket
  /// that was open before the tracer came, of those alone.
  ///
  /// @param family `AF_INET` is 2; 0 when not known
  /// @param type `SOCK_STREAM` is 1, without `SOCK_NONBLOCK` and `SOCK_CLOEXEC`; 0 when not known
  /// @param protocol as it was asked for: mostly 0, the usual one for the type
  /// @param peer what it was last told to connect to, whatever came of it; null for none, and for
  ///   other families than IPv4 and IPv6
  /// @param peerPath of a unix socket, at most 50 bytes of it, an abstract name with `@` in front;
  ///   empty for none
  /// @param local what it was bound to, null for none
  /// @param localPath as `peerPath`
  record SocketArguments(
      int family,
      int type,
      int protocol,
      @Nullable Endpoint peer,
      String peerPath,
      @Nullable Endpoint local,
      String localPath)
      implements BirthArguments {}

  /// A path as the caller gave it, or the name of what has a name and no path (memfd_create(2)).
  ///
  /// @param path at most 115 bytes of it; empty when it could not be read
  /// @param flags of open(2), or of that call
  record PathArguments(String path, int flags) implements BirthArguments {}

  /// A copy, by dup(2) and its like.
  ///
  /// @param of the descriptor it was copied from
  /// @param arguments of that one
  record CopyOf(int of, BirthArguments arguments) implements BirthArguments {}

  /// A connection that was accepted.
  ///
  /// @param listener the descriptor that was listening
  /// @param socket what is known of the listener; the peer is who connected, when the caller asked
  record Accepted(int listener, SocketArguments socket) implements BirthArguments {}

  /// Sent by another process, or by this one to itself (`SCM_RIGHTS` of unix(7)).
  record Received() implements BirthArguments {}

  /// Got from the parent by fork(2).
  ///
  /// @param arguments of the parent's descriptor
  record Inherited(BirthArguments arguments) implements BirthArguments {}

  /// There were none worth telling, or nobody saw them.
  record None() implements BirthArguments {}
}
