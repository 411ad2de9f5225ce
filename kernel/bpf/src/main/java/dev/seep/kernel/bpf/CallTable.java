package dev.seep.kernel.bpf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the tracer must know of each system call of one architecture: whether it brings descriptors
/// or ends them, and which of its arguments is one that it uses.
///
/// The rows are those of `struct call_row` in `src/main/bpf/tracer_records.h`.
final class CallTable {
  static final int CALLS = 512;
  static final int ROW_BYTES = 8;

  private static final int FORK = 600;
  private static final int EXEC = 601;
  private static final int EXIT = 602;
  private static final int EXIT_THREAD = 604;
  private static final int RING = 700;

  private static final int NEITHER = 0;
  private static final int READS = 1;
  private static final int WRITES = 2;

  /// The operations of `enum io_uring_op` (`linux/io_uring.h`) that can appear.
  private static final List<String> RING_OPERATIONS =
      List.of(
          ("nop readv writev fsync read_fixed write_fixed poll_add poll_remove sync_file_range"
                  + " sendmsg recvmsg timeout timeout_remove accept async_cancel link_timeout"
                  + " connect fallocate openat close files_update statx read write fadvise madvise"
                  + " send recv openat2 epoll_ctl splice provide_buffers remove_buffers tee shutdown"
                  + " renameat unlinkat mkdirat symlinkat linkat msg_ring fsetxattr setxattr"
                  + " fgetxattr getxattr socket uring_cmd send_zc sendmsg_zc read_multishot waitid"
                  + " futex_wait futex_wake futex_waitv fixed_fd_install ftruncate bind listen"
                  + " recv_zc epoll_wait readv_fixed writev_fixed pipe")
              .split(" ", -1));

  private final Map<String, Integer> numbers;
  private final Map<Integer, String> names = new HashMap<>();
  private final byte[] rows = new byte[CALLS * ROW_BYTES];

  private CallTable(Map<String, Integer> numbers) {
    this.numbers = numbers;
    numbers.forEach((name, number) -> names.put(number, name));
    names.put(FORK, "fork");
    names.put(EXEC, "execve");
    names.put(EXIT, "exit");
    names.put(EXIT_THREAD, "exit_thread");
    fill();
  }

  static CallTable of(String architecture) {
    return new CallTable(CallNumbers.of(architecture));
  }

  static CallTable ofThisMachine() {
    return of(System.getProperty("os.arch", ""));
  }

  /// All rows, as the programs read them. The caller must not change it.
  byte[] rows() {
    return rows;
  }

  /// The name of a call, or of what stands for one; empty for what was not seen.
  String name(int call) {
    if (call >= RING) {
      int operation = call - RING;
      return "io_uring "
          + (operation < RING_OPERATIONS.size()
              ? RING_OPERATIONS.get(operation)
              : Integer.toString(operation));
    }
    return names.getOrDefault(call, "");
  }

  /// A bit for each of these calls; those that this architecture has not are left out.
  long[] bits(Set<String> calls) {
    long[] bits = new long[CALLS / Long.SIZE];
    for (String call : calls) {
      Integer number = numbers.get(call);
      if (number != null) {
        bits[number / Long.SIZE] |= 1L << number % Long.SIZE;
      }
    }
    return bits;
  }

  private void fill() {
    enters("close", 1);
    enters("close_range", 2);
    comes(1, "eventfd eventfd2 epoll_create epoll_create1 timerfd_create inotify_init");
    comes(1, "inotify_init1 fanotify_init memfd_secret pidfd_open userfaultfd perf_event_open");
    comes(1, "io_uring_setup pidfd_getfd fsmount open_by_handle_at");
    opens("open", 1, 2);
    opens("openat", 2, 3);
    opens("creat", 1, 0);
    opens("open_tree", 2, 3);
    opens("open_tree_attr", 2, 3);
    opens("fspick", 2, 3);
    opens("fsopen", 1, 2);
    opens("mq_open", 1, 2);
    opens("memfd_create", 1, 2);
    opens("openat2", 2, 0);
    comes(3, "openat2");
    comes(4, "socket");
    comes(5, "socketpair");
    comes(6, "pipe pipe2");
    comes(7, "accept accept4");
    comes(8, "dup");
    comes(9, "dup2 dup3");
    comes(10, "fcntl");
    comes(11, "connect");
    comes(12, "bind");
    comes(13, "recvmsg");
    comes(14, "recvmmsg");
    comes(15, "signalfd signalfd4");
    comes(16, "bpf");
    comes(17, "clone");
    comes(18, "clone3");
    comes(19, "getsockopt");
    comes(20, "landlock_create_ruleset");
    comes(21, "seccomp");
    comes(22, "unshare close_range");
    fillUses();
  }

  private void fillUses() {
    uses(1, READS, "read pread64 readv preadv preadv2 recvfrom recvmsg mq_timedreceive");
    uses(1, WRITES, "write pwrite64 writev pwritev pwritev2 sendto sendmsg vmsplice");
    uses(1, NEITHER, "recvmmsg sendmmsg accept accept4 connect bind listen shutdown setsockopt");
    uses(1, NEITHER, "getsockopt getsockname getpeername fcntl ioctl fsync fdatasync fstat lseek");
    uses(1, NEITHER, "sync_file_range ftruncate fallocate flock fstatfs getdents getdents64");
    uses(1, NEITHER, "fadvise64 readahead fchdir fchmod fchown timerfd_settime timerfd_gettime");
    uses(1, NEITHER, "inotify_add_watch inotify_rm_watch fanotify_mark pidfd_send_signal");
    uses(1, NEITHER, "pidfd_getfd epoll_wait epoll_pwait epoll_pwait2 io_uring_enter");
    uses(1, NEITHER, "io_uring_register mq_timedsend setns syncfs fsmount");
    uses(3, NEITHER, "epoll_ctl");
    uses(5, NEITHER, "mmap");
    uses(1, WRITES, "sendfile");
    usesToo(2, READS, "sendfile");
    uses(1, READS, "splice tee copy_file_range");
    usesToo(3, WRITES, "splice copy_file_range");
    usesToo(2, WRITES, "tee");
  }

  private void enters(String call, int how) {
    put(call, 0, how);
  }

  private void comes(int how, String calls) {
    for (String call : calls.split(" ", -1)) {
      put(call, 1, how);
    }
  }

  private void opens(String call, int path, int flags) {
    put(call, 1, 2);
    put(call, 6, path);
    put(call, 7, flags);
  }

  private void uses(int argument, int direction, String calls) {
    for (String call : calls.split(" ", -1)) {
      put(call, 2, argument);
      put(call, 3, direction);
    }
  }

  private void usesToo(int argument, int direction, String calls) {
    for (String call : calls.split(" ", -1)) {
      put(call, 4, argument);
      put(call, 5, direction);
    }
  }

  /// Newer architectures lack the older calls.
  private void put(String call, int column, int value) {
    Integer number = numbers.get(call);
    if (number != null) {
      rows[number * ROW_BYTES + column] = (byte) value;
    }
  }
}
