// A client whose answers are parsed by code that throws, past a close that is not RAII's. Read
// README.md beside this file for the story.
#include <stdexcept>
#include <string>

#include "../peer.h"

namespace {

constexpr useconds_t kTickMicros = 2000;
constexpr long kRequestsPerRefusal = 10;

struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What the peer said, or an exception when it is not what a price looks like.
std::string parse(const std::string& answer) {
  if (answer != "ok\n") {
    throw Refused("not a price: " + answer);
  }
  return answer;
}

class Prices {
 public:
  Prices(int port, bool leak) : port_(port), leak_(leak) {}

  void ask(const std::string& question) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);  // OPENED
    try {
      std::string price = parse(exchange(fd, question));
      known_ += !price.empty();
    } catch (const Refused&) {
      refused_++;
      if (leak_) {
        return;  // PLANTED: the exception has skipped the close
      }
    }
    close(fd);
  }

 private:
  std::string exchange(int fd, const std::string& question) const {
    sockaddr_in address = plant_loopback(port_);
    plant_check(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), "connect");
    plant_check(static_cast<int>(write(fd, question.data(), question.size())), "write");
    char answer[64];
    ssize_t n = read(fd, answer, sizeof answer);
    return n > 0 ? std::string(answer, static_cast<size_t>(n)) : std::string();
  }

  int port_;
  bool leak_;
  long known_ = 0;
  long refused_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  peer peer = peer_start();
  Prices prices(peer.port, plant.leak != 0);
  plant_pace requests = {plant.per_second * kRequestsPerRefusal, 0};
  plant_ready("peer=127.0.0.1:%d helpers=%d", peer.port, static_cast<int>(peer.pid));
  while (!plant_over(&plant)) {
    while (plant_due(&plant, &requests)) {
      prices.ask(requests.done % kRequestsPerRefusal ? "price\n" : "refuse\n");
    }
    usleep(kTickMicros);
  }
  return 0;
}
