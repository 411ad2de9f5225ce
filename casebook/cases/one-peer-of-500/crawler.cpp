// A crawler of 500 hosts, of which one accepts and then says nothing. Read README.md beside this
// file for the story.
#include <string>
#include <vector>

#include "../peer.h"

namespace {

constexpr useconds_t kTickMicros = 2000;
constexpr int kHosts = 500;
constexpr int kHostsPerNet = 250;
constexpr int kHangingHost = 317;
constexpr int kAskedPerAmong = 5;  // so that each host is asked every ten seconds
constexpr timeval kPatience = {0, 20 * 1000};

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

/// All hosts: 499 answer in one line, and one accepts, reads the question, and is silent.
[[noreturn]] void beAllHosts(pid_t owner, const std::vector<int>& listeners) {
  plant_helper(owner);
  int epoll = plant_check(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
  for (int host = 0; host < kHosts; host++) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = host;
    plant_check(epoll_ctl(epoll, EPOLL_CTL_ADD, listeners[host], &event), "epoll_ctl");
  }
  for (epoll_event event; epoll_wait(epoll, &event, 1, -1) == 1 || errno == EINTR;) {
    int fd = accept(listeners[event.data.fd], nullptr, nullptr);
    if (fd < 0) {
      continue;
    }
    if (event.data.fd == kHangingHost) {
      continue;  // kept open, and never answered
    }
    peer_answer(fd);
    close(fd);
  }
  _exit(1);
}

class Crawler {
 public:
  Crawler(int port, bool leak) : port_(port), leak_(leak) {}

  void fetch(int host) {
    int fd = dial(host);
    char answer[64];
    if (write(fd, "page\n", 5) != 5 || read(fd, answer, sizeof answer) <= 0) {
      unanswered_++;
      if (leak_) {
        return;  // PLANTED: a host that says nothing keeps its connection
      }
    }
    close(fd);
  }

  void fetchNextButHanging() {
    next_ = (next_ + 1) % kHosts;
    if (next_ != kHangingHost) {
      fetch(next_);
    }
  }

 private:
  int dial(int host) const {
    int fd = plant_check(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");  // OPENED
    sockaddr_in address = addressOf(host, port_);
    plant_check(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), "connect");
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    return fd;
  }

  int port_;
  bool leak_;
  int next_ = 0;
  long unanswered_ = 0;
};

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
    beAllHosts(owner, listeners);
  }
  for (int listener : listeners) {
    close(listener);
  }

  Crawler crawler(port, plant.leak != 0);
  plant_pace answered = {plant.among * kAskedPerAmong, 0};
  plant_pace hanging = {plant.per_second, 0};
  plant_ready("peer=%s helpers=%d", textOf(addressOf(kHangingHost, port)).c_str(),
              static_cast<int>(helper));
  while (!plant_over(&plant)) {
    while (plant_due(&plant, &answered)) {
      crawler.fetchNextButHanging();
    }
    while (plant_due(&plant, &hanging)) {
      crawler.fetch(kHangingHost);
    }
    usleep(kTickMicros);
  }
  return 0;
}
