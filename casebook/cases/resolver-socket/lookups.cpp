// A client with a resolver of its own, which makes a socket for each lookup and keeps those whose
// answer is not found. Read README.md beside this file for the story.
#include <string>

#include "../plant.h"

namespace {

constexpr useconds_t kTickMicros = 2000;
constexpr timeval kPatience = {1, 0};

/// The name server: knows every name but those that begin with "no".
[[noreturn]] void resolve(pid_t owner, int fd) {
  plant_helper(owner);
  for (;;) {
    char name[256];
    sockaddr_in from{};
    socklen_t length = sizeof from;
    ssize_t n = recvfrom(fd, name, sizeof name, 0, reinterpret_cast<sockaddr*>(&from), &length);
    if (n > 0) {
      const char* answer = n > 2 && !memcmp(name, "no", 2) ? "NXDOMAIN" : "127.0.0.1";
      sendto(fd, answer, strlen(answer), 0, reinterpret_cast<sockaddr*>(&from), length);
    }
  }
}

class Resolver {
 public:
  Resolver(int port, bool leak) : port_(port), leak_(leak) {}

  /// The address of a name; empty when there is none.
  std::string lookup(const std::string& name) {
    int fd = query(name);
    char answer[64] = "";
    if (recv(fd, answer, sizeof answer - 1, 0) <= 0 || !strcmp(answer, "NXDOMAIN")) {
      unknown_++;
      if (leak_) {
        return "";  // PLANTED: an unknown name keeps its socket
      }
    }
    close(fd);
    return answer;
  }

 private:
  int query(const std::string& name) const {
    int fd = plant_check(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");  // OPENED
    sockaddr_in server = plant_loopback(port_);
    plant_check(connect(fd, reinterpret_cast<sockaddr*>(&server), sizeof server), "connect");
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    plant_check(static_cast<int>(send(fd, name.data(), name.size(), 0)), "send");
    return fd;
  }

  int port_;
  bool leak_;
  long unknown_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  int server = plant_bind(SOCK_DGRAM, -1);
  int port = plant_port(server);
  pid_t owner = getpid();
  pid_t helper = plant_check(fork(), "fork");
  if (helper == 0) {
    resolve(owner, server);
  }
  close(server);

  Resolver resolver(port, plant.leak != 0);
  plant_pace known = {plant.among, 0};
  plant_pace unknown = {plant.per_second, 0};
  plant_ready("peer=127.0.0.1:%d helpers=%d", port, static_cast<int>(helper));
  while (!plant_over(&plant)) {
    while (plant_due(&plant, &known)) {
      resolver.lookup("www.example");
    }
    while (plant_due(&plant, &unknown)) {
      resolver.lookup("no-such-host.example");
    }
    usleep(kTickMicros);
  }
  return 0;
}
