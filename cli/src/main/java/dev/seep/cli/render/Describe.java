package dev.seep.cli.render;

import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.Resource;
import dev.seep.evidence.Resource.BpfObject;
import dev.seep.evidence.Resource.Device;
import dev.seep.evidence.Resource.Directory;
import dev.seep.evidence.Resource.EventFd;
import dev.seep.evidence.Resource.EventPoll;
import dev.seep.evidence.Resource.Inotify;
import dev.seep.evidence.Resource.IoUring;
import dev.seep.evidence.Resource.Memfd;
import dev.seep.evidence.Resource.Other;
import dev.seep.evidence.Resource.PidFd;
import dev.seep.evidence.Resource.Pipe;
import dev.seep.evidence.Resource.RegularFile;
import dev.seep.evidence.Resource.SignalFd;
import dev.seep.evidence.Resource.TimerFd;
import dev.seep.evidence.Socket;

/// One descriptor in a few words.
public final class Describe {
  private Describe() {}

  /// State of a socket (with how it died), `deleted` of a file, ends of a pipe; empty otherwise.
  public static String state(Resource resource) {
    return switch (resource) {
      case Socket socket ->
          socket.death() == null
              ? socket.state().slug()
              : socket.state().slug() + " (" + socket.death().slug() + ")";
      case RegularFile file -> file.deleted() ? "deleted" : "";
      case Directory directory -> directory.deleted() ? "deleted" : "";
      case Pipe pipe -> pipe.readEnd() ? pipe.writeEnd() ? "both ends" : "read end" : "write end";
      case Device _,
          EventPoll _,
          EventFd _,
          TimerFd _,
          SignalFd _,
          Inotify _,
          Memfd _,
          PidFd _,
          IoUring _,
          BpfObject _,
          Other _ ->
          "";
    };
  }

  /// Access mode and flags as few letters: `rw`, `w append`, `r nonblock cloexec`.
  public static String flags(OpenFlags flags) {
    if (!flags.known()) {
      return "?";
    }
    String access = (flags.readable() ? "r" : "") + (flags.writable() ? "w" : "");
    StringBuilder text = new StringBuilder(24).append(access.isEmpty() ? "-" : access);
    for (String name : flags.names()) {
      switch (name) {
        case "O_APPEND" -> text.append(" append");
        case "O_NONBLOCK" -> text.append(" nonblock");
        case "O_CLOEXEC" -> text.append(" cloexec");
        case "O_PATH" -> text.append(" path");
        default -> {}
      }
    }
    return text.toString();
  }

  public static String what(Canvas canvas, Resource resource) {
    return switch (resource) {
      case Socket socket -> socket(canvas, socket);
      case RegularFile file -> withBytes(canvas.name(file.path()), file.sizeBytes());
      case Directory directory -> canvas.name(directory.path());
      case Device device -> canvas.name(device.path());
      case Pipe pipe -> pipe(canvas, pipe);
      case EventPoll poll -> "watches " + PsScreen.plural(poll.targets().size(), "fd", "fds");
      case EventFd event -> event.count() < 0 ? "" : "count " + event.count();
      case TimerFd timer ->
          timer.remainingNanos() == 0
              ? "disarmed"
              : "fires in " + Figures.span(timer.remainingNanos() / 1e9);
      case SignalFd signals -> signals(signals);
      case Inotify inotify ->
          inotify.watches() < 0 ? "" : PsScreen.plural(inotify.watches(), "watch", "watches");
      case Memfd memfd -> withBytes(canvas.name(memfd.name()), memfd.bytes());
      case PidFd pidfd -> pidfd(pidfd);
      case IoUring ring ->
          ring.submissionEntries() < 0
              ? ""
              : "queues of " + ring.submissionEntries() + " and " + ring.completionEntries();
      case BpfObject bpf -> bpf.id() < 0 ? "" : "id " + bpf.id();
      case Other other -> canvas.name(other.path());
    };
  }

  private static String withBytes(String name, long bytes) {
    return bytes < 0 ? name : name + " (" + Figures.bytes(bytes) + ")";
  }

  private static String pidfd(PidFd pidfd) {
    return pidfd.target() > 0
        ? "process " + pidfd.target()
        : pidfd.target() < 0 ? "a process that is gone" : "a process of another pid namespace";
  }

  private static String pipe(Canvas canvas, Pipe pipe) {
    String path = canvas.name(pipe.path());
    if (pipe.otherEnds().isEmpty()) {
      return path;
    }
    String holders = "other end: " + InspectScreen.owners(canvas, pipe.otherEnds());
    return path.isEmpty() ? holders : path + ", " + holders;
  }

  private static String signals(SignalFd signals) {
    StringBuilder text = new StringBuilder("signals");
    for (int bit = 0; bit < 64; bit++) {
      if ((signals.mask() >>> bit & 1) != 0) {
        text.append(' ').append(bit + 1);
      }
    }
    return text.toString();
  }

  private static String socket(Canvas canvas, Socket socket) {
    StringBuilder text = new StringBuilder(64).append(canvas.name(socket.protocol()));
    if (socket.local() != null) {
      text.append(' ').append(canvas.name(socket.local().toString()));
    }
    if (socket.remote() != null) {
      text.append(' ').append(canvas.glyphs().arrow()).append(' ');
      text.append(canvas.name(socket.remote().toString()));
    }
    if (!socket.path().isEmpty()) {
      text.append(' ').append(canvas.name(socket.path()));
    }
    if (!socket.peers().isEmpty()) {
      text.append(canvas.glyphs().dot()).append("peer ");
      text.append(InspectScreen.owners(canvas, socket.peers()));
    }
    if (socket.activity() != null && socket.activity().idleMillis() >= 0) {
      text.append(canvas.glyphs().dot()).append("idle ");
      text.append(Figures.span(socket.activity().idleMillis() / 1000.0));
    }
    if (socket.receiveQueueBytes() > 0) {
      text.append(canvas.glyphs().dot()).append(Figures.bytes(socket.receiveQueueBytes()));
      text.append(" unread");
    }
    if (socket.unlisted()) {
      text.append(canvas.glyphs().dot()).append("in no protocol table");
    }
    return text.toString();
  }
}
