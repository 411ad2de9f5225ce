package dev.seep.observer;

/// Programs whose sockets are known, to be run by Python.
final class KnownSockets {
  private KnownSockets() {}

  /// 11 sockets: 3 never connected, one bound, one listening, two established (both ends of one
  /// connection), one in CLOSE_WAIT, one UDP, two unix connected to each other.
  static final String SOURCE =
      """
      import socket, sys
      never = [socket.socket() for _ in range(3)]
      bound = socket.socket(); bound.bind(("127.0.0.1", 0))
      listener = socket.socket(); listener.bind(("127.0.0.1", 0)); listener.listen()
      a = socket.create_connection(listener.getsockname()); b, _ = listener.accept()
      c = socket.create_connection(listener.getsockname()); d, _ = listener.accept(); c.close()
      udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      pair = socket.socketpair()
      print("ready", flush=True)
      sys.stdin.read()
      """;

  /// 12 sockets held by a second thread, while the first has ended by pthread_exit(3).
  static final String HEADLESS =
      """
      import ctypes, os, socket, sys, threading, time
      held = [socket.socket() for _ in range(12)]
      def stay():
          while open("/proc/self/stat").read().split(")")[1].split()[0] != "Z":
              time.sleep(0.01)
          print("ready", flush=True)
          sys.stdin.read()
      threading.Thread(target=stay).start()
      ctypes.CDLL(None).pthread_exit(None)
      """;
}
