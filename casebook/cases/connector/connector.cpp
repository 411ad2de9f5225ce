// A crawler's HTTP-like client that forgets a bare socket whenever a request is destroyed by its
// timeout. Read README.md beside this file for the story.
#include <netinet/tcp.h>

#include <memory>
#include <string>
#include <vector>

#include "../loop.hpp"

namespace {

constexpr double kRequestsPerSecond = 10;
constexpr double kTimeoutSeconds = 0.1;
constexpr int kDatabaseConnections = 30;
constexpr int kSynRetransmits = 1;  // a pending connect gives up after 1 + 2 seconds

struct Ports {
  int resolver, answering, silent, database;
};

/// Owns a socket until it is connected, and then hands it on: safe as long as it does connect.
class Connector {
 public:
  Connector(Loop& loop, const plant& plant)
      : loop_(loop),
        plant_(plant),
        socket_(plant_check(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0),  // OPENED
                            "socket")) {
    setsockopt(socket_, IPPROTO_TCP, TCP_SYNCNT, &kSynRetransmits, sizeof kSynRetransmits);
  }

  ~Connector() {
    if (socket_ < 0) {
      return;
    }
    loop_.forget(socket_);
    if (!plant_.leak) {
      close(socket_);
    }  // PLANTED: nobody closes the socket of a connector that did not get to connect
  }

  Connector(const Connector&) = delete;
  Connector& operator=(const Connector&) = delete;

  void connectTo(int port, std::function<void(int)> whenConnected) {
    sockaddr_in address = plant_loopback(port);
    connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    loop_.watch(socket_, EPOLLOUT, [this, whenConnected](uint32_t) {
      loop_.forget(socket_);
      int connected = socket_;
      socket_ = -1;
      whenConnected(connected);
    });
  }

 private:
  Loop& loop_;
  const plant& plant_;
  int socket_;
};

/// One request: asks the resolver, connects, writes, reads the answer, closes.
class Request : public std::enable_shared_from_this<Request> {
 public:
  Request(Loop& loop, const plant& plant, const Ports& ports)
      : loop_(loop), ports_(ports), connector_(std::make_unique<Connector>(loop, plant)) {}

  ~Request() {
    closeNow(resolver_);
    closeNow(connection_);
  }

  void start(const std::string& name, int port) {
    auto self = shared_from_this();
    askResolver(name, port);
    alive_ = self;
    loop_.after(kTimeoutSeconds, [weak = weak_from_this()] {
      if (auto request = weak.lock()) {
        request->alive_.reset();  // the timeout destroys the request and all that it owns
      }
    });
  }

 private:
  void askResolver(const std::string& name, int port) {
    resolver_ = plant_check(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
    sockaddr_in address = plant_loopback(ports_.resolver);
    sendto(resolver_, name.data(), name.size(), 0, reinterpret_cast<sockaddr*>(&address),
           sizeof address);
    loop_.watch(resolver_, EPOLLIN, [this, port](uint32_t) {
      closeNow(resolver_);
      connector_->connectTo(port, [this](int connected) { exchange(connected); });
    });
  }

  void exchange(int connected) {
    connection_ = connected;
    const char text[] = "gemini://localhost/\r\n";
    if (write(connection_, text, sizeof text - 1) < 0) {
      alive_.reset();
      return;
    }
    loop_.watch(connection_, EPOLLIN, [this](uint32_t) {
      char answer[256];
      if (read(connection_, answer, sizeof answer) >= 0) {
        alive_.reset();
      }
    });
  }

  void closeNow(int& fd) {
    if (fd >= 0) {
      loop_.forget(fd);
      close(fd);
      fd = -1;
    }
  }

  Loop& loop_;
  const Ports& ports_;
  std::unique_ptr<Connector> connector_;
  std::shared_ptr<Request> alive_;  // the request keeps itself until it is done or timed out
  int resolver_ = -1;
  int connection_ = -1;
};

/// The other side, in a process of its own: answers, keeps the database's connections, resolves
/// every name but those that begin with "lost", and never accepts at the silent port.
[[noreturn]] void servePeers(pid_t owner, int resolver, int answering, int database) {
  plant_helper(owner);
  Loop loop;
  auto accept = [&loop](int listener) {
    int fd = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
      return;
    }
    loop.watch(fd, EPOLLIN, [&loop, fd](uint32_t) {
      char text[256];
      ssize_t n = read(fd, text, sizeof text);
      if (n <= 0 || write(fd, "20 text/gemini\r\n", 16) < 0) {
        loop.forget(fd);
        close(fd);
      }
    });
  };
  loop.watch(answering, EPOLLIN, [=](uint32_t) { accept(answering); });
  loop.watch(database, EPOLLIN, [=](uint32_t) { accept(database); });
  loop.watch(resolver, EPOLLIN, [resolver](uint32_t) {
    char name[64];
    sockaddr_in from{};
    socklen_t length = sizeof from;
    ssize_t n = recvfrom(resolver, name, sizeof name, 0, reinterpret_cast<sockaddr*>(&from),
                         &length);
    if (n > 0 && strncmp(name, "lost", 4) != 0) {
      sendto(resolver, name, static_cast<size_t>(n), 0, reinterpret_cast<sockaddr*>(&from),
             length);
    }
  });
  plant endless{};
  endless.parent = owner;
  endless.started = plant_now();
  endless.seconds = 1e9;
  loop.run(endless);
  _exit(0);
}

/// A pool that stays as it is; one of them is asked each half second, in turn.
void keepDatabasePool(Loop& loop, int port) {
  auto pool = std::make_shared<std::vector<int>>();
  for (int i = 0; i < kDatabaseConnections; i++) {
    int fd = plant_connect(port);
    pool->push_back(fd);
    loop.watch(fd, EPOLLIN, [fd](uint32_t) {
      char row[256];
      if (read(fd, row, sizeof row) <= 0) {
        exit(1);
      }
    });
  }
  auto next = std::make_shared<size_t>(0);
  loop.every(0.5, [pool, next] {
    if (write((*pool)[(*next)++ % pool->size()], "select 1\n", 9) < 0) {
      exit(1);
    }
  });
}

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  int resolver = plant_bind(SOCK_DGRAM, -1);
  int answering = plant_bind(SOCK_STREAM, 128);
  int database = plant_bind(SOCK_STREAM, 128);
  int silent = plant_bind(SOCK_STREAM, 0);
  Ports ports{plant_port(resolver), plant_port(answering), plant_port(silent),
              plant_port(database)};
  int filler = plant_connect(ports.silent);  // the accept queue of backlog 0 is full with one
  pid_t owner = getpid();
  pid_t helper = plant_check(fork(), "fork");
  if (helper == 0) {
    servePeers(owner, resolver, answering, database);
  }
  for (int fd : {resolver, answering, database, silent, filler}) {
    close(fd);
  }

  Loop loop;
  keepDatabasePool(loop, ports.database);
  loop.every(1 / kRequestsPerSecond, [&] {
    std::make_shared<Request>(loop, plant, ports)->start("site.example", ports.answering);
  });
  loop.every(1 / plant.per_second, [&] {
    std::make_shared<Request>(loop, plant, ports)
        ->start(plant.pending ? "silent.example" : "lost.example", ports.silent);
  });
  char peer[64] = "";
  if (plant.pending) {
    snprintf(peer, sizeof peer, "peer=127.0.0.1:%d ", ports.silent);
  }
  plant_ready("%sanswering=127.0.0.1:%d database=127.0.0.1:%d helpers=%d", peer, ports.answering,
              ports.database, static_cast<int>(helper));
  loop.run(plant);
  return 0;
}
