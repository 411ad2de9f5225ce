// Sessions that follow the hours of the day; a day takes forty seconds. Read README.md beside this
// file.
#include <cmath>

#include "../peer.h"
#include "../traffic.hpp"

namespace {

constexpr double kSecondsADay = 40, kSecondsASession = 4;
constexpr double kLeastPerSecond = 2, kMostPerSecond = 18;

double perSecond(const plant& plant) {
  double day = (plant_now() - plant.started) / kSecondsADay;
  double wave = 0.5 - 0.5 * std::cos(2 * M_PI * day);
  return kLeastPerSecond + (kMostPerSecond - kLeastPerSecond) * wave;
}

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  peer peer = peer_start();
  Loop loop;
  Traffic traffic(loop);
  plant_ready("helpers=%d peer=127.0.0.1:%d", peer.pid, peer.port);
  traffic.arrive([&] { return perSecond(plant); }, [&] {
    int fd = plant_connect(peer.port);
    peer_says_ok(fd, "hello\n");
    loop.after(traffic.about(kSecondsASession), [fd] {
      peer_says_ok(fd, "bye\n");
      close(fd);
    });
  });
  loop.run(plant);
}
