// A server that forgets the connections which its clients reset. Read README.md beside this file
// for the story.
#include <unordered_set>

#include "../loop.hpp"

namespace {

/// Takes orders, answers each, and lives with its clients' ways of going.
class Server {
 public:
  Server(Loop& loop, int listener, bool leak) : loop_(loop), listener_(listener), leak_(leak) {
    loop_.watch(listener_, EPOLLIN, [this](uint32_t) { welcome(); });
  }

 private:
  void welcome() {
    int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);  // OPENED
    if (fd < 0) {
      return;
    }
    sessions_.insert(fd);
    loop_.watch(fd, EPOLLIN, [this, fd](uint32_t) { serve(fd); });
  }

  void serve(int fd) {
    char order[64];
    ssize_t n = read(fd, order, sizeof order);
    if (n > 0) {
      orders_ += write(fd, "ok\n", 3) == 3;
    } else if (n == 0) {
      end(fd);
    } else if (errno != EAGAIN) {
      fail(fd);
    }
  }

  void end(int fd) {
    sessions_.erase(fd);
    loop_.forget(fd);
    close(fd);
  }

  /// The connection is gone (ECONNRESET): so, it seems, nothing is left to be closed.
  void fail(int fd) {
    failed_++;
    if (leak_) {
      sessions_.erase(fd);
      loop_.forget(fd);
      return;  // PLANTED: the error ends the session, not the descriptor
    }
    end(fd);
  }

  Loop& loop_;
  int listener_;
  bool leak_;
  std::unordered_set<int> sessions_;
  long orders_ = 0;
  long failed_ = 0;
};

/// One client: orders, waits for the answer, and goes, politely or by a reset (SO_LINGER of 0).
void visit(int port, bool politely) {
  int fd = plant_connect(port);
  char answer[16];
  if (write(fd, "order\n", 6) == 6 && read(fd, answer, sizeof answer) > 0 && !politely) {
    linger at_once = {1, 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  close(fd);
}

[[noreturn]] void visitForEver(const plant& plant, pid_t owner, int port) {
  plant_helper(owner);
  plant_pace polite = {plant.among, 0};
  plant_pace hasty = {plant.per_second, 0};
  for (;;) {
    while (plant_due(&plant, &polite)) {
      visit(port, true);
    }
    while (plant_due(&plant, &hasty)) {
      visit(port, false);
    }
    usleep(2000);
  }
}

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  int listener = plant_bind(SOCK_STREAM, 128);
  int port = plant_port(listener);
  pid_t owner = getpid();
  pid_t clients = plant_check(fork(), "fork");
  if (clients == 0) {
    close(listener);
    visitForEver(plant, owner, port);
  }

  Loop loop;
  Server server(loop, listener, plant.leak != 0);
  plant_ready("listening=127.0.0.1:%d helpers=%d", port, static_cast<int>(clients));
  loop.run(plant);
  return 0;
}
