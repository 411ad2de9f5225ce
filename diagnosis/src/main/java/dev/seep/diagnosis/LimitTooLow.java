package dev.seep.diagnosis;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Finding;
import dev.seep.evidence.LeakClass;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Near the limit, or refused by it (EMFILE), without growth: capacity.
final class LimitTooLow implements Circumstance {
  @Override
  public LeakClass leakClass() {
    return LeakClass.LIMIT_TOO_LOW;
  }

  @Override
  public @Nullable Finding find(Scene scene) {
    DescriptorLimits limits = scene.limits();
    int open = scene.latest().open();
    boolean bounded =
        limits.known() && limits.soft() > 0 && limits.soft() != DescriptorLimits.UNLIMITED;
    long refused = scene.refused();
    if (scene.grows() || !bounded || (open < NEAR * limits.soft() && refused == 0)) {
      return null;
    }
    String refusals =
        refused == 0
            ? ""
            : "; the kernel refused " + Phrases.count(refused, "call") + " with EMFILE";
    String reason =
        String.format(
            Locale.ROOT,
            "%,d of %,d descriptors are in use (%.0f %%), and their number does not grow%s",
            open,
            limits.soft(),
            100.0 * open / limits.soft(),
            refusals);
    String what = refused == 0 ? "descriptors near the limit" : "descriptors at the limit";
    String raise =
        limits.hard() > limits.soft()
            ? String.format(Locale.ROOT, "; the hard limit of %,d allows it at once", limits.hard())
            : "";
    return Circumstance.finding(
        leakClass(), reason, what, open, "", advice(scene.language()) + raise);
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "this is capacity, not a leak: raise the limit (setrlimit(RLIMIT_NOFILE), "
              + "LimitNOFILE=, ulimit -n), and keep a spare descriptor to accept() and "
              + "close() with when EMFILE comes";
      case CPP ->
          "this is capacity, not a leak: raise the limit (setrlimit(RLIMIT_NOFILE), "
              + "LimitNOFILE=, ulimit -n), and do not call async_accept() again at once when "
              + "EMFILE comes";
      case RUST ->
          "this is capacity, not a leak: raise the limit (LimitNOFILE=, ulimit -n), "
              + "bound the connections with a tokio::sync::Semaphore, and pause after an "
              + "accept() that failed";
      case GO ->
          "this is capacity, not a leak: raise the limit (LimitNOFILE=, ulimit -n; Go "
              + "raises soft to hard by itself since 1.19), or bound the connections with "
              + "netutil.LimitListener";
      case JAVA ->
          "this is capacity, not a leak: raise the hard limit (LimitNOFILE=, ulimit "
              + "-Hn; the JVM raises soft to hard by itself, -XX:+MaxFDLimit), or lower "
              + "maxConnections";
      case NODE ->
          "this is capacity, not a leak: raise the limit (LimitNOFILE=, ulimit -n), or "
              + "set server.maxConnections and http.Agent maxSockets";
      case PYTHON ->
          "this is capacity, not a leak: raise the limit (resource.setrlimit(), "
              + "LimitNOFILE=, ulimit -n), or bound the tasks with asyncio.Semaphore";
      case ANY -> "this is capacity, not a leak: raise the limit (LimitNOFILE=, ulimit -n)";
    };
  }
}
