package dev.seep.diagnosis;

import dev.seep.detector.EvidenceKind;
import dev.seep.evidence.LeakClass;
import java.util.List;

/// Held by a timer or its like and then closed, or left to a collector that closes it now and then:
/// bounded, not a leak for ever.
final class HeldTooLong implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.HELD_TOO_LONG;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return dossier.assessment().evidence().isBounded();
  }

  @Override
  public String what(Dossier dossier) {
    return isSwept(dossier)
        ? Findings.unlessHeld(dossier).what(dossier) + ", and closed all at once now and then"
        : Kinds.socketsIn(dossier.assessment()) + ", closed only after a long time";
  }

  @Override
  public String sign(Dossier dossier) {
    return isSwept(dossier)
        ? "they do leave, all in the same moment, whatever their age, as a garbage collector closes"
            + " what it finds forgotten"
        : "they do leave, all after about the same long time, as one constant would make them";
  }

  @Override
  public List<String> against(Dossier dossier) {
    return isSwept(dossier)
        ? List.of("a cache that is cleared now and then, or a batch that ends, closes alike")
        : List.of();
  }

  /// What is left to a collector lacks a close like any other; there is no timer to shorten.
  @Override
  public String advice(Dossier dossier) {
    return isSwept(dossier)
        ? Findings.unlessHeld(dossier).advice(dossier)
        : LeakPattern.super.advice(dossier);
  }

  private static boolean isSwept(Dossier dossier) {
    return dossier.assessment().evidence() == EvidenceKind.SWEPT;
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "when the work ends, disarm the timer that holds the descriptor "
              + "(timerfd_settime() to zero, event_del()) and close(fd) at once; a shorter "
              + "timeout lowers the ceiling";
      case CPP ->
          "the timer's closure keeps the connection alive: cancel() the timer when the "
              + "work ends, or capture a std::weak_ptr in it; a shorter timeout lowers the "
              + "ceiling";
      case RUST ->
          "a spawned timer owns the connection: abort() its JoinHandle or drop it when "
              + "the work ends, or hold a std::sync::Weak in it; a shorter "
              + "tokio::time::timeout lowers the ceiling";
      case GO ->
          "call the cancel function of context.WithTimeout by defer and Stop() the "
              + "timer when the work ends; http.Transport{IdleConnTimeout: …} and shorter "
              + "timeouts lower the ceiling";
      case JAVA ->
          "cancel() the ScheduledFuture when the work ends so that its closure lets go "
              + "of the connection, and close() it there; a shorter timeout lowers the "
              + "ceiling";
      case NODE ->
          "clearTimeout() when the answer is there, and socket.destroy() instead of "
              + "waiting for the timer; a shorter timeout or keepAliveTimeout lowers the "
              + "ceiling";
      case PYTHON ->
          "cancel() the handle of loop.call_later() when the work ends and "
              + "writer.close() at once; a shorter timeout= lowers the ceiling";
      case ANY ->
          "something (a timeout's closure, a cache) keeps the connection until it "
              + "fires: cancel it, or hold the connection weakly; shortening it lowers the "
              + "ceiling";
    };
  }
}
