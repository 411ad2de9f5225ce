package dev.seep.diagnosis;

import dev.seep.detector.EvidenceKind;
import dev.seep.evidence.LeakClass;

/// It grew and stopped: a pool or a cache that fills.
final class WarmingUp implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.WARMING_UP;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return dossier.assessment().evidence() == EvidenceKind.WARMING_UP;
  }

  @Override
  public String what(Dossier dossier) {
    return Kinds.names(dossier.assessment())
        + " descriptors that came and stay, their number standing now";
  }

  @Override
  public String sign(Dossier dossier) {
    return "it grew and then stopped growing, as what fills up does";
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "nothing to mend if this is a pool or a cache; look again later, and check "
              + "that it is bounded (curl: CURLOPT_MAXCONNECTS)";
      case CPP ->
          "nothing to mend if this is a pool or a cache; look again later, and check "
              + "that its size() has a bound";
      case RUST ->
          "nothing to mend if this is a pool or a cache; look again later, and check "
              + "its bound (r2d2::Builder::max_size, pool_max_idle_per_host)";
      case GO ->
          "nothing to mend if this is a pool or a cache; look again later, and check "
              + "its bound (http.Transport{MaxIdleConnsPerHost: …}, db.SetMaxOpenConns)";
      case JAVA ->
          "nothing to mend if this is a pool or a cache; look again later, and check "
              + "its bound (maximumPoolSize, setMaxTotal())";
      case NODE ->
          "nothing to mend if this is a pool or a cache; look again later, and check "
              + "its bound (http.Agent maxSockets, maxFreeSockets)";
      case PYTHON ->
          "nothing to mend if this is a pool or a cache; look again later, and check "
              + "its bound (pool_maxsize=, pool_size=)";
      case ANY ->
          "nothing to mend if this is a pool or a cache; look again later to see that "
              + "it stays flat";
    };
  }
}
