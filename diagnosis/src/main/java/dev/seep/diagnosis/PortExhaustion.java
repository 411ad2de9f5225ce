package dev.seep.diagnosis;

import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Errno;
import dev.seep.evidence.Finding;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Socket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// So many connections to one endpoint that the local ports run out: `connect` then fails with
/// EADDRNOTAVAIL (ip(7)), whatever the descriptor limit.
final class PortExhaustion implements Circumstance {
  /// Width of the kernel's default `net.ipv4.ip_local_port_range`, 32768 to 60999.
  private static final int EPHEMERAL_PORTS = 28_232;

  @Override
  public LeakClass leakClass() {
    return LeakClass.PORT_EXHAUSTION;
  }

  @Override
  public @Nullable Finding find(Scene scene) {
    String most = "";
    int used = 0;
    for (Map.Entry<Endpoint, Set<Integer>> each : ports(scene.latest().descriptors()).entrySet()) {
      if (each.getValue().size() > used) {
        most = each.getKey().toString();
        used = each.getValue().size();
      }
    }
    long refused = scene.traces().failures(Errno.EADDRNOTAVAIL);
    if (used < NEAR * EPHEMERAL_PORTS && refused == 0) {
      return null;
    }
    String reason =
        String.format(
            Locale.ROOT,
            "%,d local ports are in use towards %s, of %,d that the kernel hands out by default%s",
            used,
            most.isEmpty() ? "one peer" : most,
            EPHEMERAL_PORTS,
            refused == 0
                ? ""
                : "; it refused " + Phrases.count(refused, "call") + " with EADDRNOTAVAIL");
    return Circumstance.finding(
        leakClass(),
        reason,
        refused == 0 ? "local ports near their end" : "local ports that ran out",
        used,
        most,
        advice(scene.language()));
  }

  private static Map<Endpoint, Set<Integer>> ports(List<Descriptor> descriptors) {
    Map<Endpoint, Set<Integer>> ports = new HashMap<>();
    for (Descriptor descriptor : descriptors) {
      if (descriptor.resource() instanceof Socket socket
          && socket.remote() != null
          && socket.local() != null
          && socket.remote().port() > 0) {
        ports.computeIfAbsent(socket.remote(), _ -> new HashSet<>()).add(socket.local().port());
      }
    }
    return ports;
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "reuse connections instead of one connect() for each request; "
              + "IP_BIND_ADDRESS_NO_PORT before bind() and a wider "
              + "net.ipv4.ip_local_port_range buy time";
      case CPP ->
          "reuse connections from a pool instead of one async_connect() for each "
              + "request; a wider net.ipv4.ip_local_port_range buys time";
      case RUST ->
          "share one reqwest::Client or hyper pool instead of one TcpStream::connect "
              + "for each request; a wider net.ipv4.ip_local_port_range buys time";
      case GO ->
          "read each body to its end and resp.Body.Close() it, so that http.Transport "
              + "can reuse connections; raise MaxIdleConnsPerHost (it is 2); a wider "
              + "net.ipv4.ip_local_port_range buys time";
      case JAVA ->
          "share one HttpClient or pool, so that connections are reused "
              + "(setMaxConnPerRoute()); a wider net.ipv4.ip_local_port_range buys time";
      case NODE ->
          "new http.Agent({keepAlive: true, maxSockets: …}) for all requests; a wider "
              + "net.ipv4.ip_local_port_range buys time";
      case PYTHON ->
          "one requests.Session() or aiohttp.ClientSession() for all requests; a wider "
              + "net.ipv4.ip_local_port_range buys time";
      case ANY -> "reuse connections; a wider net.ipv4.ip_local_port_range buys time";
    };
  }
}
