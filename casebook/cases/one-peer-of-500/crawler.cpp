// A crawler of 500 hosts, of which one accepts and then says nothing. Read README.md beside this
// file for the story.
#include <sys/resource.h>

#include <string>
#include <vector>

#include "../loop.hpp"
#include "../peer.h"

namespace {

constexpr int kHosts = 500;
constexpr int kHostsPerNet = 250;
constexpr int kHangingHost = 317;
constexpr int kAskedPerAmong = 5;  // so that each host is asked every ten seconds
constexpr double kPatience = 2;

/// Host 317 is 127.1.1.68: all of 127.0.0.0/8 is this machine's own.
sockaddr_in addressOf(int host, int port) {
  sockaddr_in address = plant_loopback(port);
  address.sin_addr.s_addr =
      htonl(0x7f010000U + (host / kHostsPerNet << 8U) + host % kHostsPerNet + 1U);
  return address;
}

std::string textOf(const sockaddr_in& address) {
  char text[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, &address.sin_addr, text, sizeof text);
  return std::string(text) + ":" + std::to_string(ntohs(address.sin_port));
}

int listenAs(int host, int port) {
  int fd = plant_check(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  sockaddr_in address = addressOf(host, port);
  plant_check(bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), "bind");
  plant_check(listen(fd, 64), "listen");
  return fd;
}

/// All hosts: 499 answer in one line, and one accepts, takes the question, and is silent.
class Hosts {
 public:
  explicit Hosts(std::vector<int> listeners) : listeners_(std::move(listeners)) {
    for (int host = 0; host < kHosts; host++) {
      loop_.watch(listeners_[host], EPOLLIN, [this, host](uint32_t) { welcome(host); });
    }
  }

  void run(const plant& plant) { loop_.run(plant); }

 private:
  void welcome(int host) {
    int fd = accept(listeners_[host], nullptr, nullptr);
    if (fd < 0) {
      return;
    }
    if (host != kHangingHost) {
      peer_answer(fd);
      close(fd);
      return;
    }
    loop_.watch(fd, EPOLLIN, [this, fd](uint32_t) { listenInSilence(fd); });
  }

  void listenInSilence(int fd) {
    char question[64];
    if (read(fd, question, sizeof question) <= 0) {
      loop_.forget(fd);
      close(fd);
    }
  }

  std::vector<int> listeners_;
  Loop loop_;
};

[[noreturn]] void beAllHosts(plant plant, pid_t owner, std::vector<int> listeners) {
  plant_helper(owner);
  plant.parent = owner;
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;  // its listeners leave too little of the usual 1,024
  setrlimit(RLIMIT_NOFILE, &limit);
  Hosts(std::move(listeners)).run(plant);
  _exit(0);
}

class Crawler {
 public:
  Crawler(Loop& loop, int port, bool leak) : loop_(loop), port_(port), leak_(leak) {}

  /// Asks, and hears of the answer, or of the end of its patience, from the loop.
  void fetch(int host) {
    int fd = dial(host);
    long number = ++asked_;
    pending_[fd] = number;
    loop_.watch(fd, EPOLLIN, [this, fd](uint32_t) { take(fd); });
    loop_.after(kPatience, [this, fd, number] {
      auto found = pending_.find(fd);
      if (found != pending_.end() && found->second == number) {
        giveUp(fd);
      }
    });
    plant_check(static_cast<int>(write(fd, "page\n", 5)), "ask");
  }

 private:
  int dial(int host) const {
    int fd = plant_check(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");  // OPENED
    sockaddr_in address = addressOf(host, port_);
    plant_check(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), "connect");
    return fd;
  }

  void forget(int fd) {
    pending_.erase(fd);
    loop_.forget(fd);
  }

  void take(int fd) {
    char answer[64];
    answered_ += read(fd, answer, sizeof answer) > 0;
    forget(fd);
    close(fd);
  }

  void giveUp(int fd) {
    forget(fd);
    if (leak_) {
      return;  // PLANTED: a host that says nothing keeps its connection
    }
    close(fd);
  }

  Loop& loop_;
  int port_;
  bool leak_;
  std::unordered_map<int, long> pending_;  // which request each descriptor is waiting for
  long asked_ = 0;
  long answered_ = 0;
};

/// Every host in its turn, and the hanging one as often as the plant is told.
int nextHost(const plant& plant, plant_pace& hanging, int& turn) {
  if (plant_due(&plant, &hanging)) {
    return kHangingHost;
  }
  turn = (turn + 1) % kHosts;
  return turn == kHangingHost ? turn + 1 : turn;
}

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  std::vector<int> listeners;
  int port = 0;
  for (int host = 0; host < kHosts; host++) {
    listeners.push_back(listenAs(host, port));
    port = plant_port(listeners.front());
  }
  pid_t owner = getpid();
  pid_t helper = plant_check(fork(), "fork");
  if (helper == 0) {
    beAllHosts(plant, owner, listeners);
  }
  for (int listener : listeners) {
    close(listener);
  }

  Loop loop;
  Crawler crawler(loop, port, plant.leak != 0);
  plant_pace hanging = {plant.per_second, 0};
  int turn = 0;
  loop.every(1 / (plant.among * kAskedPerAmong + plant.per_second),
             [&] { crawler.fetch(nextHost(plant, hanging, turn)); });
  plant_ready("peer=%s helpers=%d", textOf(addressOf(kHangingHost, port)).c_str(),
              static_cast<int>(helper));
  loop.run(plant);
  return 0;
}
