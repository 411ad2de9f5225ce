package dev.seep.diagnosis;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Descriptor;
import dev.seep.evidence.Endpoint;
import dev.seep.evidence.OpenFileKey;
import dev.seep.evidence.Resource;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Socket;
import dev.seep.evidence.SocketState;
import dev.seep.evidence.TcpActivity;
import dev.seep.evidence.Trail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What speaks against a finding, in plain words: to be read before anyone is accused.
final class Doubts {
  private static final double RECENT_SECONDS = 10;

  private Doubts() {}

  /// What can speak against a finding of any class.
  static List<String> common(Dossier dossier) {
    List<String> doubts = new ArrayList<>();
    if (dossier.assessment().resource() != ResourceKind.DESCRIPTOR
        || dossier.assessment().verdict().gravity() < 2) {
      return doubts;
    }
    List<Trail> settled =
        dossier.trails().stream().filter(each -> isSettled(each, dossier)).toList();
    long recent = settled.stream().filter(each -> isRecent(each, dossier)).count();
    if (recent > 0) {
      doubts.add(
          String.format(
              Locale.ROOT,
              "%d of the %d older than %.0f s %s used in the last %.0f s",
              recent,
              settled.size(),
              RECENT_SECONDS,
              recent == 1 ? "was" : "were",
              RECENT_SECONDS));
    }
    if (mayBeFilling(dossier)) {
      doubts.add(
          dossier.others().isEmpty()
              ? "nothing opened here was ever closed, so it may be a cache or a pool that fills"
              : "nothing that came by this way was ever closed, so it may be a cache or a pool that"
                  + " fills");
    }
    return doubts;
  }

  /// What is younger is used because it is new.
  private static boolean isSettled(Trail trail, Dossier dossier) {
    return !trail.birth().isSeen()
        || dossier.secondsSince(trail.birth().atNanos()) > RECENT_SECONDS;
  }

  private static boolean isRecent(Trail trail, Dossier dossier) {
    return trail.lastUse() != null
        && dossier.secondsSince(trail.lastUse().atNanos()) <= RECENT_SECONDS;
  }

  /// No cache keeps what is over.
  private static boolean mayBeFilling(Dossier dossier) {
    Condition condition = Kinds.condition(dossier.assessment());
    return dossier.isTraced()
        && dossier.place() != null
        && !dossier.assessment().evidence().isBounded()
        && condition.tier() != Condition.Tier.DEFINITE
        && dossier.assessment().siblings().closed() == 0
        && dossier.siblings().isEmpty();
  }

  /// Connects that the kernel still repeats: the far end may be full or gone, which no change in
  /// this program mends.
  static List<String> retrying(Dossier dossier) {
    int retrying = 0;
    String peer = "";
    for (Descriptor descriptor : members(dossier)) {
      if (descriptor.resource() instanceof Socket socket
          && socket.state() == SocketState.CONNECTING
          && socket.remote() != null
          && isRepeated(socket.activity())) {
        retrying++;
        peer = socket.remote().toString();
      }
    }
    if (retrying == 0) {
      return List.of();
    }
    String connects = retrying == 1 ? "1 connect is" : retrying + " connects are";
    return List.of(
        connects + " unanswered (the last to " + peer + "): the peer may be full, slow or gone");
  }

  /// Those that the finding is about, as far as the assessment names them.
  private static List<Descriptor> members(Dossier dossier) {
    Set<Integer> numbers =
        dossier.assessment().examples().stream()
            .map(OpenFileKey::descriptor)
            .collect(Collectors.toSet());
    return dossier.latest().descriptors().stream()
        .filter(each -> numbers.isEmpty() || numbers.contains(each.number()))
        .toList();
  }

  private static boolean isRepeated(@Nullable TcpActivity activity) {
    return activity != null && activity.retransmits() > 0;
  }

  /// Pipes whose other end a running process holds.
  static List<String> children(Dossier dossier) {
    long held =
        members(dossier).stream()
            .filter(each ->
                each.resource() instanceof Resource.Pipe pipe
                    && pipe.otherEnds().stream()
                        .anyMatch(
                            holder -> holder.pid() != dossier.latest().process().identity().pid()))
            .count();
    return held == 0
        ? List.of()
        : List.of(
            Phrases.count(held, "pipe")
                + (held == 1 ? " leads" : " lead")
                + " to another process that still runs: it may be at work");
  }

  /// One listener for each worker on one port is how SO_REUSEPORT is used (socket(7)).
  static List<String> listeners(Dossier dossier) {
    Map<Endpoint, Integer> ports = new HashMap<>();
    for (Descriptor descriptor : members(dossier)) {
      if (descriptor.resource() instanceof Socket socket
          && socket.state() == SocketState.LISTEN
          && socket.local() != null) {
        ports.merge(socket.local(), 1, Integer::sum);
      }
    }
    return ports.values().stream().anyMatch(n -> n > 1)
        ? List.of("several share one port, as one listener for each worker does (SO_REUSEPORT)")
        : List.of();
  }
}
