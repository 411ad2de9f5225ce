package dev.seep.alerting.channel;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Opens connections, in clear or with TLS. The address that was checked is the address that is
/// connected to: a name that changes its mind between the two leads nowhere else.
final class Dialer {
  private static final int MOST_MILLIS_AN_ADDRESS = 5_000;

  private final Resolver resolver = new Resolver();

  /// Thrown where trying again is of no use.
  static final class Forbidden extends IOException {
    private static final long serialVersionUID = 1;

    Forbidden(String message) {
      super(message);
    }
  }

  /// @return a connected socket in clear, guarded by the attempt
  /// @throws Forbidden when the name leads to forbidden addresses only
  Socket open(String host, int port, boolean allowLinkLocal, Attempt attempt) throws IOException {
    List<InetAddress> permitted = new ArrayList<>();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    for (InetAddress address : resolver.resolve(bare, attempt)) {
      if (AddressPolicy.permits(address, allowLinkLocal)) {
        // With its name, so that nobody asks the name server for one.
        permitted.add(InetAddress.getByAddress(bare, address.getAddress()));
      }
    }
    if (permitted.isEmpty()) {
      throw new Forbidden(
          host + " is a link-local or multicast address; set allow_link_local if that is meant");
    }
    IOException last = new IOException("no address");
    for (InetAddress address : permitted) {
      Socket socket = attempt.guard(new Socket());
      try {
        int most = Math.min(attempt.leftMillis(), MOST_MILLIS_AN_ADDRESS);
        socket.connect(new InetSocketAddress(address, port), most);
        socket.setTcpNoDelay(true);
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  /// TLS on top of an open connection, the certificate held against the name.
  static SSLSocket secure(Socket open, String host, int port, SSLContext trust) throws IOException {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    SSLSocket secured = (SSLSocket) trust.getSocketFactory().createSocket(open, bare, port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  /// Read at each use, so that a renewed file counts.
  ///
  /// @param caFile PEM certificates, null for those of the system
  static SSLContext trust(@Nullable Path caFile) throws IOException {
    try {
      if (caFile == null) {
        return SSLContext.getDefault();
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      try (InputStream in = Files.newInputStream(caFile)) {
        for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry("ca" + number++, each);
        }
      }
      if (number == 0) {
        throw new IOException(caFile + " holds no PEM certificate");
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot trust " + caFile + ": " + e.getMessage(), e);
    }
  }
}
