package dev.seep.watch.config;

import dev.seep.alerting.config.AlertingConfig;
import dev.seep.alerting.config.Secret;
import dev.seep.export.config.ExportSettings.Otlp;
import dev.seep.export.config.ExportSettings.RemoteWrite;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// All that `seep watch` can be told. Every value has a default, and with all of them the watch
/// works: on loopback, with history, and telling nobody.
///
/// @param listen where the page and the API are served
/// @param tls needed for any address but loopback, unless `insecure`
/// @param insecure serve other addresses without TLS, as something in front of it ends TLS
/// @param token demanded of whoever asks; needed for any address but loopback
/// @param allowedHosts further names under which browsers may ask
/// @param externalUrl where people reach the page, for links in messages
/// @param data folder of the history; see [#dataFolder]
/// @param interval between two ticks
/// @param logs log files that are followed for words on exhausted limits, beside the journal
/// @param labels put on every figure and alert, such as `site`
public record WatchConfig(
    Listen listen,
    Optional<Tls> tls,
    boolean insecure,
    Secret token,
    List<String> allowedHosts,
    Optional<URI> externalUrl,
    Optional<Path> data,
    History history,
    Duration interval,
    Watching watching,
    Hunts hunts,
    Budget budget,
    List<String> logs,
    SortedMap<String, String> labels,
    AlertingConfig alerting,
    List<RemoteWrite> remoteWrite,
    Optional<Otlp> otlp) {

  public static WatchConfig defaults() {
    return WatchForm.FORM.defaults();
  }

  /// @param certFile certificate chain, PEM
  /// @param keyFile private key, PEM
  public record Tls(Path certFile, Path keyFile) {}

  /// @param maxBytes on disk
  /// @param maxAge of a sample
  public record History(long maxBytes, Duration maxAge) {}

  /// Which processes are watched, and what of them beside descriptors.
  ///
  /// @param include empty for all
  /// @param exclude wins over `include`
  public record Watching(Selection include, Selection exclude, boolean memory, boolean threads) {

    /// @param workload its id: `unit:nginx.service`
    /// @param command the kernel's short name
    public boolean watches(String workload, String command, String user) {
      return (include.isEmpty() || include.matches(workload, command, user))
          && !exclude.matches(workload, command, user);
    }
  }

  /// Processes of which one pattern of these matches.
  ///
  /// @param workloads over ids: `unit:nginx.service`, `container:*`
  public record Selection(List<Wildcard> workloads, List<Wildcard> commands, List<Wildcard> users) {
    public boolean isEmpty() {
      return workloads.isEmpty() && commands.isEmpty() && users.isEmpty();
    }

    boolean matches(String workload, String command, String user) {
      return any(workloads, workload) || any(commands, command) || any(users, user);
    }

    private static boolean any(List<Wildcard> patterns, String name) {
      return patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }
  }

  /// Closer looks at suspects, with the native tracer, which begin by themselves.
  ///
  /// @param atOnce how many run at the same time at most
  /// @param cpuShare of one processor that all of them may take over an hour
  /// @param every how long until the same process is looked at again
  public record Hunts(
      boolean enabled, Duration length, int atOnce, double cpuShare, Duration every) {}

  /// What the watch allows itself; beyond it, it sheds work and says so.
  ///
  /// @param cpuShare of one processor
  /// @param residentBytes RSS
  public record Budget(double cpuShare, long residentBytes, int descriptors) {}

  /// Where the history is kept: as configured, else in systemd's `StateDirectory=`
  /// (systemd.exec(5)), else in /var/lib/seep for root and in the user's state folder (XDG Base
  /// Directory Specification) for others.
  public Path dataFolder(Map<String, String> environment, boolean root) {
    if (data.isPresent()) {
      return data.get();
    }
    String state = environment.getOrDefault("STATE_DIRECTORY", "");
    if (!state.isEmpty()) {
      return Path.of(state.split(":", -1)[0]);
    }
    if (root) {
      return Path.of("/var/lib/seep");
    }
    String home = environment.getOrDefault("XDG_STATE_HOME", "");
    return home.startsWith("/")
        ? Path.of(home, "seep")
        : Path.of(environment.getOrDefault("HOME", "/tmp"), ".local", "state", "seep");
  }

  /// As `--listen` has it.
  public WatchConfig withListen(Listen other) {
    return new WatchConfig(
        other,
        tls,
        insecure,
        token,
        allowedHosts,
        externalUrl,
        data,
        history,
        interval,
        watching,
        hunts,
        budget,
        logs,
        labels,
        alerting,
        remoteWrite,
        otlp);
  }

  /// As `--data` has it.
  public WatchConfig withData(Path other) {
    return new WatchConfig(
        listen,
        tls,
        insecure,
        token,
        allowedHosts,
        externalUrl,
        Optional.of(other),
        history,
        interval,
        watching,
        hunts,
        budget,
        logs,
        labels,
        alerting,
        remoteWrite,
        otlp);
  }

  /// Why it must not listen where it is told to; empty when it may.
  public Optional<String> exposure() {
    return WatchForm.exposure(listen, tls.isPresent(), insecure, !token.isNone());
  }
}
