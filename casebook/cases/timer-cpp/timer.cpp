// A client whose connections are held by the closure of a timer that nobody cancels. Read
// README.md beside this file for the story.
#include <memory>

#include "../loop.hpp"

namespace {

class Connection {
 public:
  explicit Connection(int fd) : fd_(fd) {}
  ~Connection() { close(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void close() {
    if (fd_ >= 0) {
      ::close(fd_);
      fd_ = -1;
    }
  }

 private:
  int fd_;
};

void giveUpAfter(Loop& loop, const plant& plant, const std::shared_ptr<Connection>& connection) {
  if (plant.leak) {
    loop.after(plant.hold, [connection] { connection->close(); });  // PLANTED: a strong reference
  } else {
    std::weak_ptr<Connection> weak = connection;
    loop.after(plant.hold, [weak] {
      if (auto alive = weak.lock()) {
        alive->close();
      }
    });
  }
}

/// One request. The peer closes when it has answered; the handler, and with it the connection's
/// last owner, is forgotten then: unless a timer still holds it.
void request(Loop& loop, const plant& plant, int port) {
  int fd = plant_connect(port);  // CALLER
  auto connection = std::make_shared<Connection>(fd);
  giveUpAfter(loop, plant, connection);
  if (write(fd, "ping\n", 5) < 0) {
    return;
  }
  loop.watch(fd, EPOLLIN, [&loop, fd, connection](uint32_t) {
    char answer[256];
    if (read(fd, answer, sizeof answer) <= 0) {
      loop.forget(fd);
    }
  });
}

[[noreturn]] void servePeer(pid_t owner, int listener) {
  plant_helper(owner);
  for (;;) {
    int fd = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) {
      continue;
    }
    char text[64];
    if (read(fd, text, sizeof text) > 0 && write(fd, "pong\n", 5) > 0) {
      shutdown(fd, SHUT_WR);
    }
    close(fd);
  }
}

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  int listener = plant_bind(SOCK_STREAM, 128);
  int port = plant_port(listener);
  pid_t owner = getpid();
  pid_t helper = plant_check(fork(), "fork");
  if (helper == 0) {
    servePeer(owner, listener);
  }
  close(listener);

  Loop loop;
  loop.every(1 / plant.per_second, [&] { request(loop, plant, port); });
  plant_ready("peer=127.0.0.1:%d ceiling=%.0f helpers=%d", port, plant.hold * plant.per_second,
              static_cast<int>(helper));
  loop.run(plant);
  return 0;
}
