// A connection pool that grows to what the load asks for, and stays there. Read README.md beside
// this file.
#include <vector>

#include "../peer.h"
#include "../traffic.hpp"

namespace {

constexpr double kRequestsPerSecond = 20, kSecondsARequest = 1.5;

class Pool {
 public:
  explicit Pool(int port) : port_(port) {}

  int take() {
    if (idle_.empty()) {
      return plant_connect(port_);
    }
    int fd = idle_.back();
    idle_.pop_back();
    return fd;
  }

  void giveBack(int fd) { idle_.push_back(fd); }

 private:
  int port_;
  std::vector<int> idle_;
};

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  peer peer = peer_start();
  Loop loop;
  Traffic traffic(loop);
  Pool pool(peer.port);
  plant_ready("helpers=%d peer=127.0.0.1:%d", peer.pid, peer.port);
  traffic.arrive(kRequestsPerSecond, [&] {
    int fd = pool.take();
    peer_says_ok(fd, "ask\n");
    loop.after(traffic.about(kSecondsARequest), [&pool, fd] { pool.giveBack(fd); });
  });
  loop.run(plant);
}
