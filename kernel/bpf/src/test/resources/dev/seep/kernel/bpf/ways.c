/* Every way in which a call brings a descriptor, and every way in which one goes. */
#include "traced.h"
#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/landlock.h>
#include <linux/openat2.h>
#include <linux/perf_event.h>
#include <linux/sched.h>
#include <mqueue.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/mount.h>
#include <sys/pidfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

#define GONE 500

static const char *folder;

/* What the kernel here does not offer is not said. */
static long came(const char *call, long descriptor)
{
  if (descriptor >= 0)
    say(call, descriptor);
  else
    fprintf(stderr, "ways: %s: %s\n", call, strerror(errno));
  return descriptor;
}

static void came_twice(const char *call, const int *pair)
{
  char name[64];
  for (int i = 0; i < 2; i++) {
    snprintf(name, sizeof(name), "%s.%d", call, i);
    came(name, pair[i]);
  }
}

static void files(void)
{
  char path[4096];
  struct open_how how = {.flags = O_RDONLY | O_CLOEXEC};
  snprintf(path, sizeof(path), "%s/ways.tmp", folder);
  came("creat", syscall(SYS_creat, path, 0600));
  came("open", syscall(SYS_open, path, O_RDONLY));
  came("openat", syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND));
  came("openat2", syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof(how)));
  came("memfd_create", memfd_create("a memfd", MFD_CLOEXEC));
  came("memfd_secret", syscall(SYS_memfd_secret, 0));
  came("open_tree", syscall(SYS_open_tree, AT_FDCWD, folder, 0));
  came("fspick", syscall(SYS_fspick, AT_FDCWD, "/", 0));
  came("fsopen", syscall(SYS_fsopen, "tmpfs", 0));
  came("mq_open", mq_open("/seep-ways", O_RDWR | O_CREAT, 0600, NULL));
  mq_unlink("/seep-ways");
  struct { struct file_handle head; char room[128]; } handle = {.head.handle_bytes = 128};
  int mount, root = open("/", O_RDONLY);
  say("openat.root", root);
  if (!name_to_handle_at(AT_FDCWD, path, &handle.head, &mount, 0))
    came("open_by_handle_at", open_by_handle_at(root, &handle.head, O_RDONLY));
  unlink(path);
}

static void mounts(void)
{
  int fs = syscall(SYS_fsopen, "tmpfs", 0);
  came("fsopen.2", fs);
  if (fs >= 0 && !syscall(SYS_fsconfig, fs, 6 /* FSCONFIG_CMD_CREATE */, NULL, NULL, 0))
    came("fsmount", syscall(SYS_fsmount, fs, 0, 0));
}

static void sockets(void)
{
  struct sockaddr_in address = loopback(0);
  socklen_t length = sizeof(address);
  int pair[2];
  int listener = came("socket", socket(AF_INET, SOCK_STREAM, 0));
  bind(listener, (void *)&address, length);
  listen(listener, 4);
  getsockname(listener, (void *)&address, &length);
  for (int i = 0; i < 2; i++) {
    int client = socket(AF_INET, SOCK_STREAM, 0);
    came(i ? "socket.2" : "socket.1", client);
    connect(client, (void *)&address, length);
  }
  came("accept", syscall(SYS_accept, listener, NULL, NULL));
  came("accept4", accept4(listener, NULL, NULL, SOCK_CLOEXEC));
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  came_twice("socketpair", pair);
  int peer;
  length = sizeof(peer);
  if (!getsockopt(pair[0], SOL_SOCKET, 77 /* SO_PEERPIDFD */, &peer, &length))
    came("getsockopt", peer);
  syscall(SYS_pipe, pair);
  came_twice("pipe", pair);
  pipe2(pair, O_CLOEXEC);
  came_twice("pipe2", pair);
}

static void copies(void)
{
  int source = came("openat.source", open("/dev/zero", O_RDONLY));
  came("dup", dup(source));
  came("dup2", dup2(source, 300));
  came("dup3", dup3(source, 301, O_CLOEXEC));
  came("fcntl", fcntl(source, F_DUPFD, 310));
  came("fcntl.2", fcntl(source, F_DUPFD_CLOEXEC, 320));
  dup2(source, source);
  fcntl(source, F_GETFD);
  dup2(999, 300);
}

static void waits(void)
{
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  came("eventfd", syscall(SYS_eventfd, 0));
  came("eventfd2", eventfd(0, EFD_CLOEXEC));
  came("epoll_create", syscall(SYS_epoll_create, 1));
  came("epoll_create1", epoll_create1(0));
  came("timerfd_create", timerfd_create(CLOCK_MONOTONIC, 0));
  int signals = came("signalfd4", signalfd(-1, &set, 0));
  signalfd(signals, &set, 0);
  came("signalfd", syscall(SYS_signalfd, -1, &set, 8));
  came("inotify_init", syscall(SYS_inotify_init));
  came("inotify_init1", inotify_init1(IN_CLOEXEC));
  came("fanotify_init", fanotify_init(FAN_CLASS_NOTIF, O_RDONLY));
}

static void kernel_objects(void)
{
  struct perf_event_attr event = {.type = PERF_TYPE_SOFTWARE, .size = sizeof(event)};
  struct io_uring_params ring = {0};
  struct landlock_ruleset_attr rules = {.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE};
  union bpf_attr map = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1};
  union bpf_attr info = {0};
  int self = came("pidfd_open", pidfd_open(getpid(), 0));
  came("pidfd_getfd", pidfd_getfd(self, 0, 0));
  came("userfaultfd", syscall(SYS_userfaultfd, O_CLOEXEC | 1));
  came("perf_event_open", syscall(SYS_perf_event_open, &event, 0, -1, -1, 0));
  came("bpf", syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof(map)));
  syscall(SYS_bpf, BPF_MAP_GET_NEXT_ID, &info, sizeof(info));
  came("io_uring_setup", syscall(SYS_io_uring_setup, 4, &ring));
  came("landlock_create_ruleset", syscall(SYS_landlock_create_ruleset, &rules, sizeof(rules), 0));
  syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
}

static void children(void)
{
  int pidfd = -1, pidfd3 = -1;
  struct clone_args arguments = {.flags = CLONE_PIDFD, .pidfd = (uintptr_t)&pidfd3, .exit_signal = SIGCHLD};
  if (syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, NULL, &pidfd, NULL, 0) == 0)
    _exit(0);
  if (syscall(SYS_clone3, &arguments, sizeof(arguments)) == 0)
    _exit(0);
  came("clone", pidfd);
  came("clone3", pidfd3);
  while (wait(NULL) > 0) {
  }
}

/* Sends descriptors through a pair of sockets; the ones that arrive are said. */
static void send_to(int socket, const int *descriptors, int count)
{
  char byte = 'x', control[CMSG_SPACE(sizeof(int) * 8)];
  struct iovec part = {&byte, 1};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control,
                           .msg_controllen = CMSG_SPACE(sizeof(int) * count)};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int) * count);
  memcpy(CMSG_DATA(header), descriptors, sizeof(int) * count);
  sendmsg(socket, &message, 0);
}

static void say_received(const char *call, struct msghdr *message)
{
  char name[64];
  static int number;
  for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header; header = CMSG_NXTHDR(message, header)) {
    if (header->cmsg_type != SCM_RIGHTS)
      continue;
    for (size_t i = 0; i < (header->cmsg_len - CMSG_LEN(0)) / sizeof(int); i++) {
      snprintf(name, sizeof(name), "%s.%d", call, number++);
      say(name, ((int *)CMSG_DATA(header))[i]);
    }
  }
}

static void receives(void)
{
  int pair[2], on = 1, sent[3] = {0, 0, 0};
  char bytes[3], control[3][256];
  struct iovec parts[3];
  struct mmsghdr messages[3] = {0};
  socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
  came_twice("socketpair.rights", pair);
  /* Puts a header of another kind before that of the rights. */
  setsockopt(pair[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof(on));
  setsockopt(pair[1], SOL_SOCKET, SO_TIMESTAMP, &on, sizeof(on));
  for (int i = 0; i < 3; i++) {
    parts[i] = (struct iovec){&bytes[i], 1};
    messages[i].msg_hdr = (struct msghdr){.msg_iov = &parts[i], .msg_iovlen = 1,
                                          .msg_control = control[i], .msg_controllen = sizeof(control[i])};
  }
  send_to(pair[0], sent, 3);
  if (recvmsg(pair[1], &messages[0].msg_hdr, 0) > 0)
    say_received("recvmsg", &messages[0].msg_hdr);
  messages[0].msg_hdr.msg_controllen = sizeof(control[0]);
  for (int i = 0; i < 3; i++)
    send_to(pair[0], sent, i + 1);
  int count = recvmmsg(pair[1], messages, 3, 0, NULL);
  for (int i = 0; i < count; i++)
    say_received("recvmmsg", &messages[i].msg_hdr);
}

/* From GONE on: each goes in the way that is said. */
static void goings(void)
{
  for (int i = 0; i < 12; i++)
    fcntl(0, F_DUPFD, GONE + i);
  close(GONE);
  close(GONE);
  close_range(GONE + 1, GONE + 3, 0);
  close_range(GONE + 4, GONE + 4, CLOSE_RANGE_UNSHARE);
  close_range(GONE + 5, GONE + 5, CLOSE_RANGE_CLOEXEC);
  dup2(0, GONE + 6);
  dup3(0, GONE + 7, O_CLOEXEC);
  dup2(998, GONE + 8);
  dup3(0, GONE + 9, 0x7777);
  close(-1);
  close_range(GONE + 11, GONE + 10, 0);
}

int main(int count, char **words)
{
  folder = count > 1 ? words[1] : "/tmp";
  done();
  await();
  files();
  mounts();
  sockets();
  copies();
  waits();
  kernel_objects();
  children();
  receives();
  done();
  await();
  goings();
  done();
  await();
  return 0;
}
