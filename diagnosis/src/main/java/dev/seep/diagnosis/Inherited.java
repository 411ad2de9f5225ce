package dev.seep.diagnosis;

import dev.seep.evidence.LeakClass;
import java.util.List;

/// Descriptors that this process never opened: they came with it through fork or exec, as whoever
/// started it kept them open without close-on-exec.
final class Inherited implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.INHERITED;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Births.mostly(
        dossier, call -> call.equals("fork") || call.equals("clone") || call.startsWith("exec"));
  }

  @Override
  public String what(Dossier dossier) {
    return Kinds.names(dossier.assessment()) + " descriptors inherited from the parent process";
  }

  @Override
  public String sign(Dossier dossier) {
    return "they came through a fork or an exec, which close-on-exec would have ended";
  }

  @Override
  public List<String> against(Dossier dossier) {
    return List.of("a pre-forking server inherits its listeners on purpose");
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "open with O_CLOEXEC, SOCK_CLOEXEC, accept4(…, SOCK_CLOEXEC), and between "
              + "fork() and exec() call close_range(3, ~0U, CLOSE_RANGE_CLOEXEC)";
      case CPP ->
          "open with O_CLOEXEC or SOCK_CLOEXEC (boost::asio sets neither: "
              + "fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC)); in the child "
              + "close_range() before exec()";
      case RUST ->
          "std opens everything with close-on-exec; what comes from libc or FFI does "
              + "not: set FD_CLOEXEC by fcntl(), and use std::process::Command instead of a "
              + "bare fork()";
      case GO ->
          "the os and net packages open with close-on-exec; what comes from syscall or "
              + "cgo does not: call syscall.CloseOnExec(fd), and pass descriptors on by "
              + "cmd.ExtraFiles alone";
      case JAVA ->
          "ProcessBuilder closes all but the standard streams in the child; native "
              + "libraries that fork() by themselves do not: start processes by "
              + "ProcessBuilder.start()";
      case NODE ->
          "child_process.spawn() passes only what stdio: […] names; native addons that "
              + "open without O_CLOEXEC leak through it: open them with that flag";
      case PYTHON ->
          "leave close_fds=True in subprocess.Popen and pass_fds=() empty; do not call "
              + "os.set_inheritable(fd, True); prefer the spawn start method of "
              + "multiprocessing to fork";
      case ANY ->
          "open with close-on-exec (O_CLOEXEC, SOCK_CLOEXEC) in the process that starts "
              + "this one, and close all others in the child";
    };
  }
}
