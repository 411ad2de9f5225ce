package dev.seep.diagnosis;

import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// What an event loop is made of: epoll, eventfd, timerfd, inotify, memfd, io_uring and their like.
final class EventDescriptor implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.EVENT_DESCRIPTOR;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Kinds.isIn(
        dossier.assessment(), Condition.ANONYMOUS, Condition.DATAGRAM, Condition.LONELY);
  }

  @Override
  public String what(Dossier dossier) {
    String together = dossier.together();
    if (!together.isEmpty() && dossier.assessment().populations().size() > 1) {
      return "event loops (" + together + ")";
    }
    return dossier.assessment().populations().size() > 1
        ? "event loops (" + Kinds.names(dossier.assessment()) + " opened together)"
        : Kinds.names(dossier.assessment()) + " descriptors left open";
  }

  @Override
  public String sign(Dossier dossier) {
    return "each use makes a new one, and none is given back";
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "close(fd) what epoll_create1(), eventfd(), timerfd_create() or "
              + "inotify_init1() gave, where it was made; one loop for the process, not one "
              + "for each request";
      case CPP ->
          "one boost::asio::io_context (libuv: uv_loop_close() after uv_close() of each "
              + "handle) for the process instead of one for each request; own bare "
              + "descriptors by RAII";
      case RUST ->
          "build one tokio::runtime::Runtime for the process, not one for each call "
              + "(block_on in a loop); mio::Poll and OwnedFd close when dropped";
      case GO ->
          "the runtime has one poller; what grows comes from unix.EpollCreate1, inotify "
              + "(watcher.Close() of fsnotify) or cgo: defer its Close()";
      case JAVA ->
          "share one Selector, HttpClient or EventLoopGroup: selector.close(), "
              + "client.close(), group.shutdownGracefully() where it is made "
              + "(try-with-resources)";
      case NODE ->
          "watcher.close() for each fs.watch(), worker.terminate() for each Worker: "
              + "every one has a loop of its own";
      case PYTHON ->
          "asyncio.run() closes its loop, new_event_loop() needs loop.close(); with "
              + "selectors.DefaultSelector() as s:; one client session for all requests";
      case ANY ->
          "one event loop, selector or client for the process instead of one for each "
              + "request; close it where it is made";
    };
  }
}
