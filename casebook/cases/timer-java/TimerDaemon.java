import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A client whose connections are held by the closure of a timer that nobody cancels. Read README.md
/// beside this file for the story.
public final class TimerDaemon {
  private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
  private final boolean leak;
  private final long holdMillis;
  private final int port;

  private TimerDaemon(boolean leak, double holdSeconds, int port) {
    this.leak = leak;
    this.holdMillis = (long) (holdSeconds * 1000);
    this.port = port;
  }

  /// One request. The peer closes when it has answered; this side reads to the end and is done.
  private void request() {
    try {
      Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
      timers.schedule(() -> close(connection), holdMillis, TimeUnit.MILLISECONDS);
      connection.getOutputStream().write("ping\n".getBytes(StandardCharsets.US_ASCII));
      connection.getInputStream().readAllBytes();
      if (leak) {
        return; // PLANTED: left to the timer, which closes it when it fires and not before
      }
      connection.close();
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  private static void close(Socket connection) {
    try {
      connection.close();
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  /// Ends this process when the one that started it is gone, or its time is over.
  private static void endWithParent(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              // Asked anew: a parent that ended but was not reaped counts as alive, and is ours no more.
              while (System.nanoTime() < end && ProcessHandle.current().parent().equals(parent)) {
                try {
                  Thread.sleep(200);
                } catch (InterruptedException e) {
                  break;
                }
              }
              Runtime.getRuntime().halt(0);
            });
  }

  /// The peer, in a process of its own: answers and closes.
  private static void serve() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress())) {
      System.out.println(listener.getLocalPort());
      while (true) {
        try (Socket accepted = listener.accept()) {
          // All of it: close(2) with bytes unread would send a reset in place of the end.
          accepted.getInputStream().read(new byte[64]);
          OutputStream answer = accepted.getOutputStream();
          answer.write("pong\n".getBytes(StandardCharsets.US_ASCII));
          accepted.shutdownOutput();
        } catch (IOException e) {
          System.err.println(e);
        }
      }
    }
  }

  private static Process startPeer() throws IOException {
    String java = ProcessHandle.current().info().command().orElse("java");
    return new ProcessBuilder(
            java,
            "-Xmx32m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "TimerDaemon",
            "--serve")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) throws IOException {
    boolean leak = true;
    double perSecond = 1;
    double seconds = 600;
    double hold = 20;
    boolean serve = false;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--leak" -> leak = true;
        case "--healthy" -> leak = false;
        case "--per-second" -> perSecond = Double.parseDouble(arguments[++i]);
        case "--seconds" -> seconds = Double.parseDouble(arguments[++i]);
        case "--hold" -> hold = Double.parseDouble(arguments[++i]);
        case "--dir" -> i++; // nothing is written
        case "--serve" -> serve = true;
        default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
    }
    endWithParent(seconds);
    if (serve) {
      serve();
      return;
    }
    Process peer = startPeer();
    int port =
        Integer.parseInt(
            new BufferedReader(
                    new InputStreamReader(peer.getInputStream(), StandardCharsets.US_ASCII))
                .readLine());
    TimerDaemon daemon = new TimerDaemon(leak, hold, port);
    Executors.newScheduledThreadPool(1)
        .scheduleAtFixedRate(
            daemon::request, 0, (long) (1e6 / perSecond), TimeUnit.MICROSECONDS);
    System.out.printf(
        "READY pid=%d peer=127.0.0.1:%d ceiling=%.0f helpers=%d%n",
        ProcessHandle.current().pid(), port, hold * perSecond, peer.pid());
  }
}
