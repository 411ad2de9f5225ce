// A server that hands each job to a worker process over a socketpair of the job's own. Read
// README.md beside this file for the story.
#include <utility>

#include "../plant.h"

namespace {

constexpr useconds_t kTickMicros = 2000;

/// One descriptor in a message of one byte (SCM_RIGHTS, unix(7)).
struct Parcel {
  explicit Parcel(int fd) {
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(header), &fd, sizeof fd);
  }

  Parcel(const Parcel&) = delete;
  Parcel& operator=(const Parcel&) = delete;

  int descriptor() {
    int fd = -1;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    if (header && header->cmsg_type == SCM_RIGHTS) {
      memcpy(&fd, CMSG_DATA(header), sizeof fd);
    }
    return fd;
  }

  char byte = 'j';
  iovec data = {&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
};

/// The worker process: takes the end of a job, answers what is asked over it, and closes it.
[[noreturn]] void work(pid_t owner, int channel) {
  plant_helper(owner);
  for (;;) {
    Parcel parcel(-1);
    if (recvmsg(channel, &parcel.message, MSG_CMSG_CLOEXEC) != 1) {
      _exit(0);
    }
    int fd = parcel.descriptor();
    char question[64];
    if (read(fd, question, sizeof question) > 0) {
      plant_check(static_cast<int>(write(fd, "done\n", 5)), "answer");
    }
    close(fd);
  }
}

/// A pair, of which one end is the worker's as soon as it is handed over.
std::pair<int, int> openChannel() {
  int ends[2];
  plant_check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), "socketpair");  // OPENED
  return {ends[0], ends[1]};
}

class Dispatcher {
 public:
  Dispatcher(int channel, bool leak) : channel_(channel), leak_(leak) {}

  /// Asks the worker and waits for its answer; an urgent question goes first, the descriptor after.
  void run(bool urgent) {
    auto [mine, workers] = openChannel();
    if (urgent) {
      ask(mine);
      handOver(workers);  // PLANTED: the worker has its end now, and so has this process still
      if (!leak_) {
        close(workers);
      }
    } else {
      handOver(workers);
      close(workers);
      ask(mine);
    }
    char answer[64];
    answered_ += read(mine, answer, sizeof answer) > 0;
    close(mine);
  }

 private:
  static void ask(int fd) { plant_check(static_cast<int>(write(fd, "job\n", 4)), "ask"); }

  void handOver(int fd) const {
    Parcel parcel(fd);
    plant_check(static_cast<int>(sendmsg(channel_, &parcel.message, MSG_NOSIGNAL)), "sendmsg");
  }

  int channel_;
  bool leak_;
  long answered_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  int channel[2];
  plant_check(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, channel), "socketpair");
  pid_t owner = getpid();
  pid_t worker = plant_check(fork(), "fork");
  if (worker == 0) {
    close(channel[0]);
    work(owner, channel[1]);
  }
  close(channel[1]);

  Dispatcher dispatcher(channel[0], plant.leak != 0);
  plant_pace usual = {plant.among, 0};
  plant_pace urgent = {plant.per_second, 0};
  plant_ready("helpers=%d", static_cast<int>(worker));
  while (!plant_over(&plant)) {
    while (plant_due(&plant, &usual)) {
      dispatcher.run(false);
    }
    while (plant_due(&plant, &urgent)) {
      dispatcher.run(true);
    }
    usleep(kTickMicros);
  }
  return 0;
}
