package dev.seep.cli;

import dev.seep.cli.daemon.DaemonClient;
import dev.seep.evidence.Blind;
import dev.seep.evidence.KernelText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a running `seep watch` answers.
final class DaemonOptions {
  static final URI DEFAULT = URI.create("http://127.0.0.1:7337");
  private static final int KNOCK_MILLIS = 300;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where `seep watch` answers; when not given, http://127.0.0.1:7337.")
  @Nullable String url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The token that the watch demands, in the first line of FILE.")
  @Nullable Path tokenFile;

  boolean isGiven() {
    return url != null;
  }

  /// @throws UnseenException for an address or a token that cannot be used
  DaemonClient client() {
    return new DaemonClient(base(), token());
  }

  private URI base() {
    if (url == null) {
      return DEFAULT;
    }
    try {
      URI uri = new URI(url.contains("://") ? url : "http://" + url);
      boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (known && uri.getHost() != null && uri.getRawQuery() == null) {
        return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null);
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw new UnseenException(
        new Blind(
            "--url " + KernelText.printable(url),
            "it is no address of a watch",
            "give one such as http://127.0.0.1:7337"));
  }

  private String token() {
    if (tokenFile == null) {
      return "";
    }
    try {
      String token = Files.readString(tokenFile).lines().findFirst().orElse("").strip();
      if (!token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        return token;
      }
      throw new UnseenException(
          new Blind("--token-file " + tokenFile, "its first line is no token", ""));
    } catch (IOException e) {
      throw new UnseenException(
          new Blind("--token-file " + tokenFile, "it cannot be read: " + e.getMessage(), ""));
    }
  }

  /// Whether anybody listens there, without what a client of HTTP costs at the start.
  boolean isAnybodyThere() {
    URI base = base();
    int port = base.getPort() > 0 ? base.getPort() : base.getScheme().equals("https") ? 443 : 80;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(base.getHost(), port), KNOCK_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
