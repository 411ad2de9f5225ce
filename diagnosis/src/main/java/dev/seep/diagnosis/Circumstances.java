package dev.seep.diagnosis;

import dev.seep.evidence.Descriptor;
import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.Finding;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Siblings;
import dev.seep.evidence.Socket;
import dev.seep.evidence.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What stops a process though nothing leaks: told from one inventory.
final class Circumstances {
  static final double NEAR = 0.85;

  /// Width of the kernel's default `net.ipv4.ip_local_port_range`, 32768 to 60999.
  private static final int EPHEMERAL_PORTS = 28_232;

  private Circumstances() {}

  /// Near the limit without growth: capacity.
  static @Nullable Finding limitTooLow(int open, DescriptorLimits limits) {
    if (!limits.known()
        || limits.soft() <= 0
        || limits.soft() == DescriptorLimits.UNLIMITED
        || open < NEAR * limits.soft()) {
      return null;
    }
    String reason =
        String.format(
            Locale.ROOT,
            "%,d of %,d descriptors are in use (%.0f %%), and their number does not grow",
            open,
            limits.soft(),
            100.0 * open / limits.soft());
    String raise =
        limits.hard() > limits.soft()
            ? String.format(Locale.ROOT, "; the hard limit of %,d allows it at once", limits.hard())
            : "";
    return finding(
        LeakClass.LIMIT_TOO_LOW,
        reason,
        "descriptors near the limit",
        open,
        "",
        "this is capacity, not a leak: raise the limit (LimitNOFILE=, ulimit -n)" + raise);
  }

  /// So many connections to one endpoint that the local ports run out: `connect` then fails with
  /// EADDRNOTAVAIL (ip(7)), whatever the descriptor limit.
  static @Nullable Finding portExhaustion(List<Descriptor> descriptors) {
    Map<Endpoint, Set<Integer>> ports = new HashMap<>();
    for (Descriptor descriptor : descriptors) {
      if (descriptor.resource() instanceof Socket socket
          && socket.remote() != null
          && socket.local() != null
          && socket.remote().port() > 0) {
        ports.computeIfAbsent(socket.remote(), _ -> new HashSet<>()).add(socket.local().port());
      }
    }
    for (Map.Entry<Endpoint, Set<Integer>> each : ports.entrySet()) {
      int used = each.getValue().size();
      if (used >= NEAR * EPHEMERAL_PORTS) {
        String reason =
            String.format(
                Locale.ROOT,
                "%,d local ports are in use towards %s, of %,d that the kernel hands out by default",
                used,
                each.getKey(),
                EPHEMERAL_PORTS);
        return finding(
            LeakClass.PORT_EXHAUSTION,
            reason,
            "local ports near their end",
            used,
            each.getKey().toString(),
            "reuse connections; a wider net.ipv4.ip_local_port_range buys time");
      }
    }
    return null;
  }

  private static Finding finding(
      LeakClass leakClass, String reason, String what, int count, String peer, String advice) {
    return new Finding(
        new Verdict.Healthy(reason),
        leakClass,
        ResourceKind.DESCRIPTOR,
        what,
        count,
        Rate.NONE,
        Forecast.NEVER,
        Double.NaN,
        peer,
        "",
        Double.NaN,
        -1,
        null,
        new Siblings(0, 0, Double.NaN),
        null,
        List.of(),
        advice,
        List.of());
  }
}
