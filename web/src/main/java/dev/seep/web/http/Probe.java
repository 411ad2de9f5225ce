package dev.seep.web.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// Asks a server on this machine whether anybody is at home. To a server that speaks TLS the
/// question is nonsense, and it says so: that is an answer, too.
public final class Probe {
  private static final byte[] QUESTION =
      "GET /-/healthy HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int MILLIS = 3_000;

  private Probe() {}

  /// False when nothing came in time; true when something came, or the connection was ended.
  ///
  /// @throws IOException when it could not be asked, as when there is no descriptor for it
  public static boolean answers(InetSocketAddress at) throws IOException {
    InetAddress host =
        at.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : at.getAddress();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, at.getPort()), MILLIS);
      socket.setSoTimeout(MILLIS);
      socket.getOutputStream().write(QUESTION);
      int _ = socket.getInputStream().read();
      return true;
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }
}
