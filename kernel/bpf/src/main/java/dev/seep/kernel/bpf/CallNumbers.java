package dev.seep.kernel.bpf;

import java.util.HashMap;
import java.util.Map;

/// The numbers of the system calls that concern descriptors, by architecture: from
/// `arch/x86/entry/syscalls/syscall_64.tbl` and `include/uapi/asm-generic/unistd.h` of Linux.
/// x86-64 is tried; arm64 is written down and untried.
final class CallNumbers {
  private static final String X86_64 =
      """
      read 0, write 1, open 2, close 3, fstat 5, lseek 8, mmap 9, ioctl 16, pread64 17,
      pwrite64 18, readv 19, writev 20, pipe 22, dup 32, dup2 33, sendfile 40, socket 41,
      connect 42, accept 43, sendto 44, recvfrom 45, sendmsg 46, recvmsg 47, shutdown 48,
      bind 49, listen 50, getsockname 51, getpeername 52, socketpair 53, setsockopt 54,
      getsockopt 55, clone 56, fcntl 72, flock 73, fsync 74, fdatasync 75,
      ftruncate 77, getdents 78, fchdir 81, creat 85, fchmod 91, fchown 93, fstatfs 138,
      readahead 187, epoll_create 213, getdents64 217, fadvise64 221, epoll_wait 232,
      epoll_ctl 233, mq_open 240, mq_timedsend 242, mq_timedreceive 243, inotify_init 253,
      inotify_add_watch 254, inotify_rm_watch 255, openat 257, unshare 272, splice 275,
      tee 276, sync_file_range 277, vmsplice 278, epoll_pwait 281, signalfd 282,
      timerfd_create 283, eventfd 284, fallocate 285, timerfd_settime 286, timerfd_gettime 287,
      accept4 288, signalfd4 289, eventfd2 290, epoll_create1 291, dup3 292, pipe2 293,
      inotify_init1 294, preadv 295, pwritev 296, perf_event_open 298, recvmmsg 299,
      fanotify_init 300, fanotify_mark 301, open_by_handle_at 304, syncfs 306, sendmmsg 307,
      setns 308, seccomp 317, memfd_create 319, bpf 321, userfaultfd 323,
      copy_file_range 326, preadv2 327, pwritev2 328, pidfd_send_signal 424,
      io_uring_setup 425, io_uring_enter 426, io_uring_register 427, open_tree 428, fsopen 430,
      fsmount 432, fspick 433, pidfd_open 434, clone3 435, close_range 436, openat2 437,
      pidfd_getfd 438, epoll_pwait2 441, landlock_create_ruleset 444, memfd_secret 447,
      open_tree_attr 467
      """;

  private static final String AARCH64 =
      """
      eventfd2 19, epoll_create1 20, epoll_ctl 21, epoll_pwait 22, dup 23, dup3 24, fcntl 25,
      inotify_init1 26, inotify_add_watch 27, inotify_rm_watch 28, ioctl 29, flock 32,
      fstatfs 44, ftruncate 46, fallocate 47, fchdir 50, fchmod 52, fchown 55, openat 56,
      close 57, pipe2 59, getdents64 61, lseek 62, read 63, write 64, readv 65, writev 66,
      pread64 67, pwrite64 68, preadv 69, pwritev 70, sendfile 71, signalfd4 74, vmsplice 75,
      splice 76, tee 77, fstat 80, fsync 82, fdatasync 83, sync_file_range 84,
      timerfd_create 85, timerfd_settime 86, timerfd_gettime 87, unshare 97, mq_open 180,
      mq_timedsend 182, mq_timedreceive 183, socket 198, socketpair 199, bind 200, listen 201,
      accept 202, connect 203, getsockname 204, getpeername 205, sendto 206, recvfrom 207,
      setsockopt 208, getsockopt 209, shutdown 210, sendmsg 211, recvmsg 212, readahead 213,
      clone 220, mmap 222, fadvise64 223, perf_event_open 241, accept4 242,
      recvmmsg 243, fanotify_init 262, fanotify_mark 263, open_by_handle_at 265, syncfs 267,
      setns 268, sendmmsg 269, seccomp 277, memfd_create 279, bpf 280, userfaultfd 282,
      copy_file_range 285, preadv2 286, pwritev2 287, pidfd_send_signal 424,
      io_uring_setup 425, io_uring_enter 426, io_uring_register 427, open_tree 428, fsopen 430,
      fsmount 432, fspick 433, pidfd_open 434, clone3 435, close_range 436, openat2 437,
      pidfd_getfd 438, epoll_pwait2 441, landlock_create_ruleset 444, memfd_secret 447,
      open_tree_attr 467
      """;

  private CallNumbers() {}

  /// Numbers by name.
  ///
  /// @param architecture as `os.arch` has it
  static Map<String, Integer> of(String architecture) {
    return switch (architecture) {
      case "amd64", "x86_64" -> parse(X86_64);
      case "aarch64" -> parse(AARCH64);
      default ->
          throw new UnsupportedOperationException(
              "Seep knows the system calls of amd64 and aarch64, not of " + architecture);
    };
  }

  private static Map<String, Integer> parse(String table) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String pair : table.strip().split(",\\s+", -1)) {
      int space = pair.indexOf(' ');
      numbers.put(pair.substring(0, space), Integer.valueOf(pair.substring(space + 1)));
    }
    return numbers;
  }
}
