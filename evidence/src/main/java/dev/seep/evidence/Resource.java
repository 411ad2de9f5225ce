package dev.seep.evidence;

import java.util.List;

/// What a descriptor refers to. Kinds the kernel may grow later arrive as [Other], by their own
/// name.
public sealed interface Resource
    permits Resource.RegularFile,
        Resource.Directory,
        Resource.Device,
        Resource.Pipe,
        Socket,
        Resource.EventPoll,
        Resource.EventFd,
        Resource.TimerFd,
        Resource.SignalFd,
        Resource.Inotify,
        Resource.Memfd,
        Resource.PidFd,
        Resource.IoUring,
        Resource.BpfObject,
        Resource.Other {

  /// The kind's name as `byKind` of the JSON contract lists it.
  String kind();

  /// A regular file.
  ///
  /// @param deleted the file has no name left in any directory
  /// @param sizeBytes size, -1 when not read
  record RegularFile(String path, boolean deleted, long sizeBytes) implements Resource {
    @Override
    public String kind() {
      return "file";
    }
  }

  /// A directory.
  record Directory(String path, boolean deleted) implements Resource {
    @Override
    public String kind() {
      return "directory";
    }
  }

  /// A character or block device.
  record Device(String path, boolean block) implements Resource {
    @Override
    public String kind() {
      return "device";
    }
  }

  /// A pipe or a named FIFO.
  ///
  /// @param path the FIFO's path; empty for an anonymous pipe
  /// @param readEnd the descriptor can read
  /// @param writeEnd the descriptor can write
  /// @param otherEnds who holds the opposite end, where that was looked for; this process included
  record Pipe(String path, boolean readEnd, boolean writeEnd, List<Holder> otherEnds)
      implements Resource {
    public Pipe {
      otherEnds = List.copyOf(otherEnds);
    }

    @Override
    public String kind() {
      return path.isEmpty() ? "pipe" : "fifo";
    }
  }

  /// An epoll instance (epoll(7)).
  ///
  /// @param targets descriptor numbers watched, as registered; empty when not read
  record EventPoll(List<Integer> targets) implements Resource {
    public EventPoll {
      targets = List.copyOf(targets);
    }

    @Override
    public String kind() {
      return "eventpoll";
    }
  }

  /// An event counter (eventfd(2)).
  ///
  /// @param count the counter's value, -1 when not read
  /// @param id the kernel's id of this eventfd, -1 when not read
  record EventFd(long count, long id) implements Resource {
    @Override
    public String kind() {
      return "eventfd";
    }
  }

  /// A timer (timerfd_create(2)).
  ///
  /// @param clock clock id of timerfd_create(2), -1 when not read
  /// @param intervalNanos period, 0 for a one-shot timer
  /// @param remainingNanos time to the next expiration, 0 when disarmed
  record TimerFd(int clock, long intervalNanos, long remainingNanos) implements Resource {
    @Override
    public String kind() {
      return "timerfd";
    }
  }

  /// A signal queue (signalfd(2)).
  ///
  /// @param mask bit n-1 stands for signal n
  record SignalFd(long mask) implements Resource {
    @Override
    public String kind() {
      return "signalfd";
    }
  }

  /// An inotify instance or a fanotify group (inotify(7), fanotify(7)).
  ///
  /// @param watches inotify watches held, -1 when not read
  /// @param fanotify it is a fanotify group
  record Inotify(int watches, boolean fanotify) implements Resource {
    @Override
    public String kind() {
      return fanotify ? "fanotify" : "inotify";
    }
  }

  /// Anonymous memory with a name (memfd_create(2)).
  ///
  /// @param bytes size of the memory behind it, -1 when not read
  record Memfd(String name, long bytes) implements Resource {
    @Override
    public String kind() {
      return "memfd";
    }
  }

  /// A reference to a process (pidfd_open(2)).
  ///
  /// @param target the process it refers to: -1 once that has been reaped, 0 when it is in a pid
  ///   namespace that cannot be seen from here
  record PidFd(int target) implements Resource {
    @Override
    public String kind() {
      return "pidfd";
    }
  }

  /// An io_uring instance (io_uring_setup(2)).
  ///
  /// @param submissionEntries, completionEntries queue sizes, -1 when not read
  record IoUring(int submissionEntries, int completionEntries) implements Resource {
    @Override
    public String kind() {
      return "io_uring";
    }
  }

  /// A BPF map, program or link (bpf(2)).
  ///
  /// @param type "bpf-map", "bpf-prog", "bpf_link", …: the kernel's own name
  /// @param id the kernel's id of the object, -1 when not read
  record BpfObject(String type, long id) implements Resource {
    @Override
    public String kind() {
      return type;
    }
  }

  /// Anything else, named as the kernel names it (`perf_event`, `userfaultfd`, `dma-buf`, …).
  record Other(String kind, String path) implements Resource {}
}
