// A client whose sockets all come through one door, and one of whose callers forgets its socket
// when the peer says no. Read README.md beside this file for the story.
#include <array>
#include <memory>

#include "../peer.h"

namespace {

constexpr double kGoodQuotesPerSecond = 1;
constexpr useconds_t kTickMicros = 2000;

/// The one door: healthy and leaked sockets alike are opened by the first line of it.
[[gnu::always_inline]] inline int open_socket(int port) {
  int fd = plant_check(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");  // OPENED
  sockaddr_in address = plant_loopback(port);
  plant_check(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), "connect");
  return fd;
}

class Task {
 public:
  virtual ~Task() = default;
  virtual void run() = 0;
};

/// The healthy path: closes whatever the answer is.
class PageTask : public Task {
 public:
  explicit PageTask(int port) : port_(port) {}

  void run() override {
    int fd = open_socket(port_);
    pages_ += peer_says_ok(fd, "page\n");
    close(fd);
  }

 private:
  int port_;
  long pages_ = 0;
};

/// The leaking path: closes what was answered, and forgets what was refused.
class QuoteTask : public Task {
 public:
  QuoteTask(int port, const char* question, bool leak)
      : port_(port), question_(question), leak_(leak) {}

  void run() override {
    int fd = open_socket(port_);  // CALLER
    if (!peer_says_ok(fd, question_)) {
      refused_++;
      if (leak_) {
        return;  // PLANTED: the error path leaves the socket behind
      }
    }
    close(fd);
  }

 private:
  int port_;
  const char* question_;
  bool leak_;
  long refused_ = 0;
};

struct Scheduled {
  plant_pace pace;
  std::unique_ptr<Task> task;
};

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  peer peer = peer_start();
  bool leak = plant.leak != 0;
  std::array<Scheduled, 3> tasks{{
      {{plant.among, 0}, std::make_unique<PageTask>(peer.port)},
      {{kGoodQuotesPerSecond, 0}, std::make_unique<QuoteTask>(peer.port, "quote\n", leak)},
      {{plant.per_second, 0}, std::make_unique<QuoteTask>(peer.port, "refuse\n", leak)},
  }};
  plant_ready("peer=127.0.0.1:%d helpers=%d", peer.port, static_cast<int>(peer.pid));
  while (!plant_over(&plant)) {
    for (Scheduled& scheduled : tasks) {
      while (plant_due(&plant, &scheduled.pace)) {
        scheduled.task->run();
      }
    }
    usleep(kTickMicros);
  }
  return 0;
}
