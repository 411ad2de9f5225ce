// A server of long connections (WebSocket, chat) whose users truly grow: each of them is heard
// from again and again. Read README.md beside this file.
#include "../traffic.hpp"

namespace {

constexpr double kSecondsBetweenMessages = 2, kSecondsAVisit = 90, kVisitorsPerSecond = 2;

/// Comes, speaks every few seconds, and stays for long.
void speak(Loop& loop, Traffic& traffic, int fd, double leaves) {
  char answer[64];
  if (plant_now() > leaves || write(fd, "message\n", 8) < 0 || read(fd, answer, sizeof answer) <= 0) {
    close(fd);
    return;
  }
  loop.after(traffic.about(kSecondsBetweenMessages),
             [&loop, &traffic, fd, leaves] { speak(loop, traffic, fd, leaves); });
}

[[noreturn]] void beTheUsers(const plant& plant, pid_t owner, int port) {
  plant_helper(owner);
  Loop loop;
  Traffic traffic(loop);
  traffic.arrive(kVisitorsPerSecond, [&] {
    double leaves = plant_now() + traffic.about(kSecondsAVisit);
    speak(loop, traffic, plant_connect(port), leaves);
  });
  loop.run(plant);
  _exit(0);
}

void echo(Loop& loop, int fd) {
  char message[64];
  ssize_t n = read(fd, message, sizeof message);
  if (n <= 0 || write(fd, message, n) < 0) {
    loop.forget(fd);
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
  pid_t users = plant_check(fork(), "fork");
  if (users == 0) {
    close(listener);
    beTheUsers(plant_parse(argc, argv), owner, port);
  }
  Loop loop;
  loop.watch(listener, EPOLLIN, [&](uint32_t) {
    int fd = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd >= 0) {
      loop.watch(fd, EPOLLIN, [&loop, fd](uint32_t) { echo(loop, fd); });
    }
  });
  plant_ready("helpers=%d port=%d", users, port);
  loop.run(plant);
}
