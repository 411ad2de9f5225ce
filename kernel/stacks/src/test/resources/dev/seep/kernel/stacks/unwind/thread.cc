#include <thread>
#include <unistd.h>

namespace pool {
struct Worker {
  __attribute__((noinline)) int run() {
    char c;
    int n = read(0, &c, 1);
    return n + c;
  }
};
} // namespace pool

int main() {
  pool::Worker worker;
  std::thread thread([&worker] {
    int n = worker.run();
    return n + 1;
  });
  thread.join();
}
