// A web server that closes what has been idle for twenty seconds: from a cold start its count
// rises for twenty seconds first. Read README.md beside this file.
#include "../traffic.hpp"

namespace {

constexpr double kSecondsIdle = 20, kVisitorsPerSecond = 4;

/// The visitors ask once and leave their connection open for another question.
[[noreturn]] void beTheVisitors(const plant& plant, pid_t owner, int port) {
  plant_helper(owner);
  Loop loop;
  Traffic traffic(loop);
  traffic.arrive(kVisitorsPerSecond, [&] {
    int fd = plant_connect(port);
    if (write(fd, "GET /\n", 6) < 0) {
      close(fd);
      return;
    }
    loop.watch(fd, EPOLLIN, [&loop, fd](uint32_t) {
      char answer[64];
      if (read(fd, answer, sizeof answer) <= 0) {
        loop.forget(fd);
        close(fd);
      }
    });
  });
  loop.run(plant);
  _exit(0);
}

class Server {
 public:
  Server(Loop& loop, int listener) : loop_(loop), listener_(listener) {
    loop_.watch(listener_, EPOLLIN, [this](uint32_t) { accept(); });
  }

 private:
  void accept() {
    int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd >= 0) {
      loop_.watch(fd, EPOLLIN, [this, fd](uint32_t) { answer(fd); });
    }
  }

  void answer(int fd) {
    char question[64];
    if (read(fd, question, sizeof question) <= 0 || write(fd, "200 OK\n", 7) < 0) {
      drop(fd);
      return;
    }
    loop_.after(kSecondsIdle, [this, fd] { drop(fd); });
  }

  void drop(int fd) {
    loop_.forget(fd);
    close(fd);
  }

  Loop& loop_;
  int listener_;
};

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  int listener = plant_bind(SOCK_STREAM, 128);
  int port = plant_port(listener);
  pid_t owner = getpid();
  pid_t visitors = plant_check(fork(), "fork");
  if (visitors == 0) {
    close(listener);
    beTheVisitors(plant_parse(argc, argv), owner, port);
  }
  Loop loop;
  Server server(loop, listener);
  plant_ready("helpers=%d port=%d", visitors, port);
  loop.run(plant);
}
