package dev.seep.diagnosis;

import dev.seep.evidence.LeakClass;
import java.util.List;

/// Threads that are started and do not end.
final class ThreadGrowth implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.THREAD;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return dossier.isOfThreads();
  }

  @Override
  public String what(Dossier dossier) {
    return "threads";
  }

  @Override
  public String sign(Dossier dossier) {
    return "threads are started and do not end";
  }

  @Override
  public List<String> against(Dossier dossier) {
    return List.of("a pool that starts its threads as work comes looks the same until it is full");
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "pthread_join() or pthread_detach() what pthread_create() starts, and give "
              + "every thread a way to end; better one bounded pool";
      case CPP ->
          "use std::jthread, whose destructor stops and joins, or one bounded pool "
              + "(boost::asio::thread_pool) instead of a std::thread for each task";
      case RUST ->
          "keep the JoinHandle and join() it, and close the channel a thread waits on; "
              + "better one pool (rayon, tokio::task::spawn_blocking) than std::thread::spawn "
              + "for each task";
      case GO ->
          "threads grow when goroutines block in system calls or cgo: bound them, give "
              + "every call a context.Context, and let runtime.LockOSThread be followed by "
              + "its unlock";
      case JAVA ->
          "share one ExecutorService instead of making one for each task, and close() "
              + "it (try-with-resources) or shutdown() where it is made";
      case NODE -> "worker.terminate() each Worker when its task is done, or keep a pool of them";
      case PYTHON ->
          "share one ThreadPoolExecutor (with "
              + "concurrent.futures.ThreadPoolExecutor(max_workers=…)), and join() what "
              + "threading.Thread starts";
      case ANY ->
          "share one bounded pool instead of making one for each task, and shut it down "
              + "where it is made";
    };
  }
}
