// A service that starts a program for every request. Read README.md beside this file.
#include <sys/wait.h>

#include "../traffic.hpp"

namespace {

constexpr double kProgramsPerSecond = 15, kSecondsAProgram = 0.4;

struct Child {
  pid_t pid;
  int toChild, fromChild;
};

[[noreturn]] void beTheProgram(int in, int out, double seconds) {
  char request[16];
  ssize_t n = read(in, request, sizeof request);
  usleep(static_cast<useconds_t>(seconds * 1e6));
  _exit(n > 0 && write(out, "done\n", 5) == 5 ? 0 : 1);
}

Child start(double seconds) {
  int to[2], from[2];
  plant_check(pipe2(to, O_CLOEXEC), "pipe2");
  plant_check(pipe2(from, O_CLOEXEC), "pipe2");
  pid_t owner = getpid();
  pid_t pid = plant_check(fork(), "fork");
  if (pid == 0) {
    plant_helper(owner);
    beTheProgram(to[0], from[1], seconds);
  }
  close(to[0]);
  close(from[1]);
  return {pid, to[1], from[0]};
}

void finish(Loop& loop, const Child& child) {
  loop.forget(child.fromChild);
  close(child.fromChild);
  close(child.toChild);
  waitpid(child.pid, nullptr, 0);
}

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  Loop loop;
  Traffic traffic(loop);
  plant_ready("dir=%s", plant.dir);
  traffic.arrive(kProgramsPerSecond, [&] {
    Child child = start(traffic.about(kSecondsAProgram));
    if (write(child.toChild, "do\n", 3) < 0) {
      plant_fail("write");
    }
    loop.watch(child.fromChild, EPOLLIN, [&loop, child](uint32_t) { finish(loop, child); });
  });
  loop.run(plant);
}
