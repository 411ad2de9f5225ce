package dev.seep.observer;

import dev.seep.evidence.OpenFlags;
import dev.seep.evidence.Resource;
import dev.seep.kernel.procfs.FdInfo;
import dev.seep.kernel.procfs.LinkTarget;
import java.util.List;

/// What an open file is, sockets aside.
final class Resources {
  private static final int UNREAD = -1;

  private Resources() {}

  static Resource of(OpenFile file) {
    return switch (file.target()) {
      case LinkTarget.Pipe pipe -> pipe(file.flags(), "");
      case LinkTarget.AnonInode anonymous -> anonymous(anonymous.name(), file);
      case LinkTarget.Namespace namespace ->
          new Resource.Other("namespace", namespace.type() + ":[" + namespace.inode() + "]");
      case LinkTarget.Memfd memfd -> new Resource.Memfd(memfd.name(), file.stat().sizeBytes());
      case LinkTarget.Numbered numbered ->
          new Resource.Other(numbered.name(), numbered.name() + ":[" + numbered.number() + "]");
      case LinkTarget.FilePath path -> path(path.path(file.unlinked()), file);
      case LinkTarget.Unreadable unreadable ->
          new Resource.Other("unreadable", unreadable.reason());
      case LinkTarget.Socket socket ->
          throw new IllegalArgumentException("a socket is no business of this class");
    };
  }

  private static Resource path(String path, OpenFile file) {
    if (file.stat().isDirectory()) {
      return new Resource.Directory(path, file.unlinked());
    }
    if (file.stat().isCharacterDevice() || file.stat().isBlockDevice()) {
      return new Resource.Device(path, file.stat().isBlockDevice());
    }
    if (file.stat().isFifo()) {
      return pipe(file.flags(), path);
    }
    return new Resource.RegularFile(path, file.unlinked(), file.stat().sizeBytes());
  }

  private static Resource pipe(OpenFlags flags, String path) {
    return new Resource.Pipe(path, flags.readable(), flags.writable(), List.of());
  }

  /// Anonymous inodes by the names their makers gave them (`anon_inode_getfile` and its kin).
  private static Resource anonymous(String name, OpenFile file) {
    FdInfo.Detail detail = file.detail();
    return switch (name) {
      case "eventpoll" ->
          new Resource.EventPoll(
              detail instanceof FdInfo.Detail.EventPoll poll ? poll.targets() : List.of());
      case "eventfd" ->
          detail instanceof FdInfo.Detail.EventFd event
              ? new Resource.EventFd(event.count(), event.id())
              : new Resource.EventFd(UNREAD, UNREAD);
      case "timerfd" ->
          detail instanceof FdInfo.Detail.Timer timer
              ? new Resource.TimerFd(timer.clock(), timer.intervalNanos(), timer.remainingNanos())
              : new Resource.TimerFd(UNREAD, 0, 0);
      case "signalfd" ->
          new Resource.SignalFd(
              detail instanceof FdInfo.Detail.Signals signals ? signals.mask() : 0);
      case "inotify", "fanotify" ->
          new Resource.Inotify(
              detail instanceof FdInfo.Detail.Watches watches ? watches.count() : UNREAD,
              name.equals("fanotify"));
      case "pidfd" ->
          new Resource.PidFd(detail instanceof FdInfo.Detail.PidFd pidFd ? pidFd.pid() : 0);
      case "io_uring" ->
          detail instanceof FdInfo.Detail.IoUring ring
              ? new Resource.IoUring(ring.submissionEntries(), ring.completionEntries())
              : new Resource.IoUring(UNREAD, UNREAD);
      case "bpf-map", "bpf-prog", "bpf_link", "bpf-link", "btf" ->
          new Resource.BpfObject(name, bpfId(detail));
      default -> new Resource.Other(name, "");
    };
  }

  private static long bpfId(FdInfo.Detail detail) {
    return switch (detail) {
      case FdInfo.Detail.BpfMap map -> map.id();
      case FdInfo.Detail.BpfProgram program -> program.id();
      case FdInfo.Detail.BpfLink link -> link.id();
      case FdInfo.Detail.None d -> UNREAD;
      case FdInfo.Detail.EventFd d -> UNREAD;
      case FdInfo.Detail.EventPoll d -> UNREAD;
      case FdInfo.Detail.Timer d -> UNREAD;
      case FdInfo.Detail.Signals d -> UNREAD;
      case FdInfo.Detail.Watches d -> UNREAD;
      case FdInfo.Detail.PidFd d -> UNREAD;
      case FdInfo.Detail.IoUring d -> UNREAD;
      case FdInfo.Detail.UnixSocket d -> UNREAD;
    };
  }
}
