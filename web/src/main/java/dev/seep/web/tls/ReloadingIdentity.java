package dev.seep.web.tls;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.web.TlsSettings;
import java.io.IOException;
import java.lang.System.Logger;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The server's key and certificate, read again when their files change. What is changed into
/// something unusable is told, and the old pair goes on.
public final class ReloadingIdentity extends X509ExtendedKeyManager {
  private static final Logger LOG = System.getLogger("dev.seep.web");
  private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final TlsSettings settings;
  private final LongSupplier nanos;
  private Loaded current;
  private Loaded before;
  private long lookedAtNanos;
  private Optional<Blind> trouble = Optional.empty();

  /// @param stamp what the files looked like, to tell whether they changed
  private record Loaded(PemFiles.Identity identity, String alias, String stamp) {}

  private ReloadingIdentity(TlsSettings settings, LongSupplier nanos, Loaded first) {
    this.settings = settings;
    this.nanos = nanos;
    this.current = first;
    this.before = first;
    this.lookedAtNanos = nanos.getAsLong();
  }

  public static Reading<ReloadingIdentity> load(TlsSettings settings, LongSupplier nanos) {
    try {
      String stamp = stamp(settings);
      PemFiles.Identity identity = PemFiles.read(settings.certificate(), settings.key());
      return Reading.seen(
          new ReloadingIdentity(settings, nanos, new Loaded(identity, "seep-1", stamp)));
    } catch (PemFiles.Unusable e) {
      return Reading.unseen("TLS for the page", String.valueOf(e.getMessage()), e.mend());
    }
  }

  /// A context whose sessions take the pair as it is when they begin.
  public SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {this}, null, null);
    return context;
  }

  /// Why changed files are not used.
  public synchronized Optional<Blind> trouble() {
    return trouble;
  }

  /// Looks at the files, every ten seconds at most.
  private synchronized Loaded fresh() {
    long now = nanos.getAsLong();
    if (now - lookedAtNanos < LOOK_EVERY_NANOS) {
      return current;
    }
    lookedAtNanos = now;
    String stamp = stamp(settings);
    if (stamp.equals(current.stamp)) {
      trouble = Optional.empty();
      return current;
    }
    try {
      PemFiles.Identity identity = PemFiles.read(settings.certificate(), settings.key());
      before = current;
      current = new Loaded(identity, current.alias + "'", stamp);
      trouble = Optional.empty();
    } catch (PemFiles.Unusable e) {
      Blind blind = new Blind("the changed TLS files", String.valueOf(e.getMessage()), e.mend());
      if (!trouble.equals(Optional.of(blind))) {
        LOG.log(Logger.Level.WARNING, blind.what() + ": " + blind.why());
      }
      trouble = Optional.of(blind);
    }
    return current;
  }

  private static String stamp(TlsSettings settings) {
    return stamp(settings.certificate()) + " " + stamp(settings.key());
  }

  private static String stamp(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis() + "/" + Files.size(file);
    } catch (IOException e) {
      return "none";
    }
  }

  private synchronized Optional<Loaded> named(String alias) {
    if (alias.equals(current.alias)) {
      return Optional.of(current);
    }
    return alias.equals(before.alias) ? Optional.of(before) : Optional.empty();
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    Loaded loaded = fresh();
    return keyType.equals(loaded.identity.key().getAlgorithm()) ? loaded.alias : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return named(alias)
        .map(loaded -> loaded.identity.chain().toArray(X509Certificate[]::new))
        .orElse(null);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return named(alias).map(loaded -> loaded.identity.key()).orElse(null);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
