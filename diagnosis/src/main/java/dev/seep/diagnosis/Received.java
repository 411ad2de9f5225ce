package dev.seep.diagnosis;

import dev.seep.evidence.LeakClass;

/// Descriptors that another process sent over a unix socket (SCM_RIGHTS, unix(7)), or that were
/// copied out of another process: the receiver owns them, also those it did not ask for.
final class Received implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.RECEIVED;
  }

  @Override
  public boolean matches(Dossier dossier) {
    return Births.mostly(dossier, call -> call.contains("recvm") || call.equals("pidfd_getfd"));
  }

  @Override
  public String what(Dossier dossier) {
    return Kinds.names(dossier.assessment()) + " descriptors received from another process";
  }

  @Override
  public String sign(Dossier dossier) {
    return "they came in a message of another process, and were not opened here";
  }

  @Override
  public String advice(Language language) {
    return switch (language) {
      case C ->
          "walk all headers of every recvmsg() with CMSG_NXTHDR, close(fd) each "
              + "descriptor that is not kept, also when MSG_CTRUNC is set; receive with "
              + "MSG_CMSG_CLOEXEC";
      case CPP ->
          "put every descriptor of a recvmsg() into an owning type before anything can "
              + "throw, also those beyond the one expected; receive with MSG_CMSG_CLOEXEC";
      case RUST ->
          "wrap every received RawFd in OwnedFd::from_raw_fd() at once (nix: "
              + "ControlMessageOwned::ScmRights gives bare numbers), also those beyond the "
              + "one expected";
      case GO ->
          "syscall.ParseUnixRights gives bare numbers: wrap each in os.NewFile and "
              + "defer f.Close(), also those beyond the one expected; net.FileConn makes a "
              + "further copy";
      case JAVA ->
          "a native transport hands over bare numbers: close() each FileDescriptor or "
              + "wrap it in a channel that is closed by try-with-resources";
      case NODE ->
          "a handle that process.on(\"message\") brings must be close()d or destroy()ed "
              + "by the receiver, also when nobody wants it";
      case PYTHON ->
          "socket.recv_fds() gives bare numbers: os.close(fd) each or wrap it at once "
              + "(os.fdopen(), socket.socket(fileno=fd)) in a with block";
      case ANY ->
          "every descriptor that arrives in a message belongs to the receiver: close "
              + "each that is not kept, also those that were not expected";
    };
  }
}
