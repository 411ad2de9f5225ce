package dev.seep.alerting.channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks up host names on threads of its own: the C library's resolver cannot be interrupted and
/// would hold on to one of the few carriers of all virtual threads. At most one look-up of a name
/// is under way; who waits for it stops waiting at the deadline.
///
/// The last good answer is kept for when there is none: a machine that is out of descriptors cannot
/// read its hosts file either, and must still be able to say so.
final class Resolver {
  private static final int MOST_NAMES = 256;

  private final Map<String, FutureTask<InetAddress[]>> running = new ConcurrentHashMap<>();
  private final Map<String, InetAddress[]> lastGood = new ConcurrentHashMap<>();

  InetAddress[] resolve(String host, Attempt attempt) throws IOException {
    FutureTask<InetAddress[]> fresh = new FutureTask<>(() -> InetAddress.getAllByName(host));
    FutureTask<InetAddress[]> under = running.putIfAbsent(host, fresh);
    FutureTask<InetAddress[]> lookUp = under == null ? fresh : under;
    if (under == null) {
      begin(host, fresh);
    }
    try {
      InetAddress[] found = lookUp.get(attempt.leftMillis(), TimeUnit.MILLISECONDS);
      if (lastGood.size() < MOST_NAMES || lastGood.containsKey(host)) {
        lastGood.put(host, found);
      }
      return found;
    } catch (TimeoutException e) {
      throw new UnknownHostException(host + ": the name server does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      InetAddress[] known = lastGood.get(host);
      if (known != null) {
        return known;
      }
      throw new UnknownHostException(host + ": no such name, or out of descriptors");
    }
  }

  private void begin(String host, FutureTask<InetAddress[]> lookUp) {
    Runnable task =
        () -> {
          try {
            lookUp.run();
          } finally {
            running.remove(host, lookUp);
          }
        };
    try {
      Thread.ofPlatform().daemon().name("seep-alert-resolve").start(task);
    } catch (OutOfMemoryError e) {
      // No thread can be made: the look-up must not stay under way for ever.
      running.remove(host, lookUp);
      lookUp.cancel(false);
      throw e;
    }
  }
}
