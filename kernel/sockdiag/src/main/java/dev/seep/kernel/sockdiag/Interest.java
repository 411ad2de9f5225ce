package dev.seep.kernel.sockdiag;

/// How much to ask for.
public enum Interest {
  /// Endpoints, states and queues.
  ENDPOINTS,
  /// And `TCP_INFO` of every TCP socket: about five times as many bytes.
  ACTIVITY
}
