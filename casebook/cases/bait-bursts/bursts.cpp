// Bursts of connections that come at once and leave slowly. Read README.md beside this file.
#include "../peer.h"
#include "../traffic.hpp"

namespace {

constexpr int kConnectionsABurst = 60;
constexpr double kSecondsBetweenBursts = 25, kSecondsAConnection = 7, kSteadyPerSecond = 3;

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  peer peer = peer_start();
  Loop loop;
  Traffic traffic(loop);
  auto session = [&](double meanSeconds) {
    int fd = plant_connect(peer.port);
    peer_says_ok(fd, "hello\n");
    loop.after(traffic.about(meanSeconds), [fd] { close(fd); });
  };
  plant_ready("helpers=%d peer=127.0.0.1:%d", peer.pid, peer.port);
  traffic.arrive(kSteadyPerSecond, [&] { session(0.3); });
  loop.after(5, [&] {
    auto burst = [&] {
      for (int i = 0; i < kConnectionsABurst; i++) {
        session(kSecondsAConnection);
      }
    };
    burst();
    loop.every(kSecondsBetweenBursts, burst);
  });
  loop.run(plant);
}
