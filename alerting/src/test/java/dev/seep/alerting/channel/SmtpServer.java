package dev.seep.alerting.channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// As much of a mail server as offers STARTTLS, which GreenMail does not, and can put off one of
/// several recipients.
final class SmtpServer implements AutoCloseable {
  private final ServerSocket server;
  private final @Nullable SSLContext tls;
  private final boolean implicit;
  private final List<String> recipients = new ArrayList<>();
  private String mail = "";
  private String postponed = "";
  private boolean secure;

  SmtpServer(@Nullable SSLContext tls, boolean implicit) {
    this.tls = tls;
    this.implicit = implicit;
    try {
      server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Socket talking = implicit ? secured(socket) : socket;
      say(talking, "220 test");
      while (talking != null) {
        talking = talk(talking);
      }
    } catch (IOException e) {
      // The other side left, which is what some tests are about.
      return;
    }
  }

  /// Until the connection is switched to TLS or ends.
  private @Nullable Socket talk(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    List<String> taken = new ArrayList<>();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String verb = line.toUpperCase(Locale.ROOT);
      if (verb.startsWith("EHLO")) {
        boolean offers = tls != null && !(socket instanceof SSLSocket);
        say(socket, offers ? "250-test\r\n250 STARTTLS" : "250 test");
      } else if (verb.startsWith("STARTTLS")) {
        say(socket, "220 go");
        return secured(socket);
      } else if (verb.startsWith("RCPT TO:")) {
        String who = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        boolean later = who.equals(postponed());
        if (!later) {
          taken.add(who);
        }
        say(socket, later ? "450 greylisted" : "250 ok");
      } else if (verb.equals("DATA")) {
        say(socket, "354 go");
        receive(in, taken, socket instanceof SSLSocket);
        say(socket, "250 taken");
      } else if (verb.equals("QUIT")) {
        say(socket, "221 bye");
        return null;
      } else {
        say(socket, "250 ok");
      }
    }
    return null;
  }

  private synchronized void receive(BufferedReader in, List<String> taken, boolean overTls)
      throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      text.append(line).append('\n');
    }
    mail = text.toString();
    secure = overTls;
    recipients.addAll(taken);
  }

  private Socket secured(Socket socket) throws IOException {
    if (tls == null) {
      throw new IOException("no TLS here");
    }
    SSLSocket secured =
        (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    return secured;
  }

  private static void say(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  int port() {
    return server.getLocalPort();
  }

  synchronized String lastMail() {
    return mail;
  }

  synchronized boolean wasSecure() {
    return secure;
  }

  synchronized List<String> recipients() {
    return List.copyOf(recipients);
  }

  synchronized void postpone(String recipient) {
    postponed = recipient;
  }

  private synchronized String postponed() {
    return postponed;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
