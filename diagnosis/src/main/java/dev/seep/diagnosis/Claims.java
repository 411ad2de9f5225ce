package dev.seep.diagnosis;

import dev.seep.evidence.Birth;
import dev.seep.evidence.Life;
import dev.seep.evidence.Origin.Claim;
import dev.seep.evidence.Trail;
import dev.seep.evidence.Use;
import java.util.List;
import java.util.function.Predicate;

/// Whether who opened the descriptors should also have closed them.
///
/// The opening is right and the close is missing elsewhere in more than half of all leaks, so that
/// the opener is the owner is said only when all that is seen agrees: opened, used for a moment by
/// the thread that opened it, dropped; never handed to an event loop, to another thread, to a peer
/// that still answers; and where siblings are closed, it is by the opener as well, and soon.
///
/// @param reason in plain words
record Claims(Claim claim, String reason) {
  private static final double NEARLY_ALL = 0.9;
  private static final double MOMENT_SECONDS = 1;
  private static final double MOMENT_OF_AGE = 0.1;

  static Claims of(Dossier dossier) {
    if (dossier.isOfThreads()) {
      return opened("who starts a thread need not be who lets it end");
    }
    List<Trail> born = dossier.born();
    if (born.isEmpty()) {
      return opened("what became of them after they were opened was not seen");
    }
    if (isEventLoop(dossier) && dossier.siblings().isEmpty()) {
      return new Claims(
          Claim.LEAKED_HERE,
          "who makes an event loop has to end it, and none that was made here was ever closed");
    }
    boolean threadsTell = dossier.language() != Language.GO;
    if (nearlyAll(born, each -> isAccepted(each.birth()))) {
      return opened("who accepts a connection hands it on");
    }
    if (some(born, Claims::isPending)) {
      return opened("they were left while the kernel was still at work on them");
    }
    if (some(born, Claims::isRegistered)) {
      return opened("they were handed to an event loop");
    }
    if (threadsTell && some(born, Claims::isUsedByAnother)) {
      return opened("another thread used them last");
    }
    if (Kinds.isSocket(dossier.assessment().population()) && some(born, Claims::hasTalked)) {
      return opened("they were in use as connections before they were left");
    }
    if (some(born, each -> !isDroppedAtOnce(each, dossier))) {
      return opened("they were used long after they were opened");
    }
    return bySiblings(dossier, threadsTell);
  }

  private static Claims bySiblings(Dossier dossier, boolean threadsTell) {
    List<Life> siblings = dossier.siblings();
    if (threadsTell
        && !siblings.isEmpty()
        && share(siblings, each -> each.endedByThread() != each.trail().birth().thread())
            > 1 - NEARLY_ALL) {
      return opened("their siblings are closed by another thread");
    }
    double[] lives = siblings.stream().mapToDouble(Life::seconds).toArray();
    if (Medians.of(lives) > MOMENT_SECONDS) {
      return opened("their siblings are closed long after they were opened");
    }
    boolean unused = nearlyAll(dossier.born(), each -> each.lastUse() == null);
    return new Claims(
        Claim.LEAKED_HERE,
        unused
            ? "nothing was done with them after they were opened"
            : "they were used for a moment by the thread that opened them, and dropped");
  }

  /// An event loop is used by its own threads for as long as it lives, so that its uses say
  /// nothing.
  private static boolean isEventLoop(Dossier dossier) {
    return switch (dossier.assessment().population().kind()) {
      case "eventpoll", "io_uring" -> true;
      default -> false;
    };
  }

  private static Claims opened(String reason) {
    return new Claims(Claim.OPENED_HERE, reason);
  }

  private static boolean isAccepted(Birth birth) {
    return birth.call().contains("accept");
  }

  private static boolean isPending(Trail trail) {
    Use use = trail.lastUse();
    return use != null && Results.isPending(use);
  }

  private static boolean isRegistered(Trail trail) {
    return trail.lastUse() != null && trail.lastUse().call().equals("epoll_ctl");
  }

  private static boolean isUsedByAnother(Trail trail) {
    Use use = trail.lastUse();
    return use != null && use.thread() != trail.birth().thread();
  }

  private static boolean hasTalked(Trail trail) {
    return trail.readBytes() > 0 || trail.writtenBytes() > 0;
  }

  private static boolean isDroppedAtOnce(Trail trail, Dossier dossier) {
    Use use = trail.lastUse();
    if (use == null) {
      return true;
    }
    double used = (use.atNanos() - trail.birth().atNanos()) / 1e9;
    double age = dossier.secondsSince(trail.birth().atNanos());
    return used <= MOMENT_SECONDS && used <= MOMENT_OF_AGE * age;
  }

  private static boolean nearlyAll(List<Trail> trails, Predicate<Trail> holds) {
    return share(trails, holds) >= NEARLY_ALL;
  }

  /// More than the few that may be under way at any moment.
  private static boolean some(List<Trail> trails, Predicate<Trail> holds) {
    return share(trails, holds) > 1 - NEARLY_ALL;
  }

  private static <T> double share(List<T> all, Predicate<T> holds) {
    return (double) all.stream().filter(holds).count() / all.size();
  }
}
