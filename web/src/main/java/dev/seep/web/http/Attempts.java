package dev.seep.web.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Slows down whoever tries tokens: after three wrong ones within ten minutes an address has to
/// wait before the next is looked at at all, from a quarter of a second up to a minute. For IPv6
/// the first 64 bits count, as whoever has one address there has them all.
///
/// The cost: clients behind one shared address wait for each other's mistakes.
public final class Attempts {
  private static final int FREE = 3;
  private static final int MOST_ADDRESSES = 4096;
  private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long FIRST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanos;
  private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

  private record Failures(int count, long lastNanos, long blockedUntilNanos) {}

  public Attempts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// How long the address has to wait, 0 for not at all.
  synchronized long waitNanos(InetAddress client) {
    Failures known = failures.get(key(client));
    return known == null ? 0 : Math.max(0, known.blockedUntilNanos - nanos.getAsLong());
  }

  synchronized void failed(InetAddress client) {
    long now = nanos.getAsLong();
    String key = key(client);
    Failures known = failures.get(key);
    int count = known == null || now - known.lastNanos > FORGET_NANOS ? 1 : known.count + 1;
    long wait = 0;
    if (count >= FREE) {
      wait = Math.min(LONGEST_WAIT_NANOS, FIRST_WAIT_NANOS << Math.min(10, count - FREE));
    }
    failures.put(key, new Failures(count, now, now + wait));
    if (failures.size() > MOST_ADDRESSES) {
      failures.remove(failures.keySet().iterator().next());
    }
  }

  synchronized void succeeded(InetAddress client) {
    failures.remove(key(client));
  }

  private static String key(InetAddress client) {
    String text = client.getHostAddress();
    if (!(client instanceof Inet6Address)) {
      return text;
    }
    // The JDK writes all eight groups.
    int colon = -1;
    for (int i = 0; i < 4; i++) {
      colon = text.indexOf(':', colon + 1);
    }
    return text.substring(0, colon);
  }
}
