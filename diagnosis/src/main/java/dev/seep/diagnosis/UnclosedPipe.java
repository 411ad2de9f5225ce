package dev.seep.diagnosis;

import dev.seep.evidence.LeakClass;
import java.util.List;

/// Pipes, mostly those of child processes: one end or both are kept. Some runtimes (libuv) couple
/// their children by socketpair(2) instead; that is a pipe by another name.
final class UnclosedPipe implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.PIPE;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Kinds.is(dossier.assessment(), "pipe")
        || Kinds.is(dossier.assessment(), "fifo")
        || Kinds.isSocketPair(dossier.assessment());
  }

  @Override
  public String what(Dossier dossier) {
    return Kinds.isSocketPair(dossier.assessment()) ? "socket pairs left open" : "pipes left open";
  }

  @Override
  public String sign(Dossier dossier) {
    return Kinds.isSocketPair(dossier.assessment())
        ? "they are ends of socket pairs, as children are coupled by, that nobody closes"
        : "they are pipe ends that nobody closes";
  }

  @Override
  public List<String> against(Dossier dossier) {
    return Doubts.children(dossier);
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "close both ends of pipe() in parent and child, the unused one right after "
              + "fork(); pclose() what popen() opened; waitpid() closes nothing";
      case CPP ->
          "own both ends by RAII; of boost::process close() or drop the child's three "
              + "streams, also when wait() is not called";
      case RUST ->
          "wait() takes only stdin: drop the Child or take() and drop its stdout and "
              + "stderr; bare pipe() ends belong in OwnedFd";
      case GO ->
          "cmd.Wait() closes the pipes of StdoutPipe(): call it on every path after "
              + "Start(); defer r.Close() and w.Close() after os.Pipe()";
      case JAVA ->
          "close() the three streams of a Process (getInputStream(), getErrorStream(), "
              + "getOutputStream()), also those that nobody reads";
      case NODE ->
          "stream.pipeline() instead of pipe(): it destroys the second stream when the "
              + "first fails; child.stdout.destroy() when nobody reads it";
      case PYTHON ->
          "with subprocess.Popen(…) as p: or p.communicate(); os.pipe() gives two bare "
              + "numbers: os.close() both";
      case ANY ->
          "close both ends: of a child process all three streams, of two coupled "
              + "streams the second one as well when the first fails";
    };
  }
}
