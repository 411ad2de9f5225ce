// A client whose pool opens one more connection whenever none is free. Read README.md beside this
// file for the story.
#include <vector>

#include "../loop.hpp"
#include "../peer.h"

namespace {

constexpr long kRequestsPerLoss = 20;
constexpr double kShortestUse = 0.1;
constexpr double kUseStep = 0.02;

/// Lends connections; what is given back is lent again, and nothing is ever given up.
class Pool {
 public:
  explicit Pool(int port) : port_(port) {}

  int borrow() {
    if (free_.empty()) {
      return open();
    }
    int fd = free_.back();
    free_.pop_back();
    return fd;
  }

  void giveBack(int fd) { free_.push_back(fd); }

 private:
  int open() const {
    int fd = plant_check(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");  // OPENED
    sockaddr_in address = plant_loopback(port_);
    plant_check(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), "connect");
    return fd;
  }

  int port_;
  std::vector<int> free_;
};

class Client {
 public:
  Client(Loop& loop, Pool& pool, bool leak) : loop_(loop), pool_(pool), leak_(leak) {}

  /// Asks over a connection that it keeps for 0.1 to 0.5 seconds. One in twenty is cancelled.
  void request() {
    long number = ++requests_;
    int fd = pool_.borrow();
    answered_ += peer_says_ok(fd, "query\n");
    double use = kShortestUse + kUseStep * static_cast<double>(number * 7 % 20);
    loop_.after(use, [this, fd, number] {
      bool cancelled = number % kRequestsPerLoss == 0;
      if (cancelled && leak_) {
        return;  // PLANTED: the connection of a cancelled request is given back to nobody
      }
      pool_.giveBack(fd);
    });
  }

 private:
  Loop& loop_;
  Pool& pool_;
  bool leak_;
  long requests_ = 0;
  long answered_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  peer peer = peer_start();
  Loop loop;
  Pool pool(peer.port);
  Client client(loop, pool, plant.leak != 0);
  loop.every(1 / (plant.per_second * kRequestsPerLoss), [&client] { client.request(); });
  plant_ready("peer=127.0.0.1:%d helpers=%d", peer.port, static_cast<int>(peer.pid));
  loop.run(plant);
  return 0;
}
