package dev.seep.diagnosis;

import dev.seep.detector.EvidenceKind;
import dev.seep.evidence.LeakClass;

/// More connections than before because there is more to do.
final class Load implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.LOAD;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return dossier.assessment().evidence() == EvidenceKind.LOAD;
  }

  @Override
  public String what(Dossier dossier) {
    return "established connections, in use";
  }

  @Override
  public String sign(Dossier dossier) {
    return "data flow on them: their number follows the work";
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "nothing to mend: if the limit comes near, raise it "
              + "(setrlimit(RLIMIT_NOFILE), LimitNOFILE=) or spread the load";
      case CPP ->
          "nothing to mend: if the limit comes near, raise it "
              + "(setrlimit(RLIMIT_NOFILE), LimitNOFILE=) or spread the load";
      case RUST ->
          "nothing to mend: if the limit comes near, raise it (LimitNOFILE=), or bound "
              + "the connections with a tokio::sync::Semaphore";
      case GO ->
          "nothing to mend: if the limit comes near, raise it (LimitNOFILE=), or bound "
              + "the connections with netutil.LimitListener";
      case JAVA ->
          "nothing to mend: if the limit comes near, raise it (LimitNOFILE=; the JVM "
              + "raises soft to hard by itself, -XX:+MaxFDLimit), or bound the server's "
              + "maxConnections";
      case NODE ->
          "nothing to mend: if the limit comes near, raise it (LimitNOFILE=), or set "
              + "server.maxConnections";
      case PYTHON ->
          "nothing to mend: if the limit comes near, raise it (resource.setrlimit(), "
              + "LimitNOFILE=), or bound the server's connections";
      case ANY -> "nothing to mend: if the limit comes near, raise it or spread the load";
    };
  }
}
