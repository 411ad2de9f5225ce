// A server that gives every task a thread, which waits for the word to finish. Read README.md
// beside this file for the story.
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "../plant.h"

namespace {

constexpr useconds_t kTickMicros = 2000;

/// A task that works on its own thread until somebody says that it may end.
class Task {
 public:
  std::thread start(const std::shared_ptr<Task>& self) {
    return std::thread([self] { self->work(); });  // OPENED
  }

  void finish() {
    std::lock_guard<std::mutex> guard(lock_);
    finished_ = true;
    may_end_.notify_all();
  }

 private:
  void work() {
    std::unique_lock<std::mutex> guard(lock_);
    may_end_.wait(guard, [this] { return finished_; });
  }

  std::mutex lock_;
  std::condition_variable may_end_;
  bool finished_ = false;
};

class Server {
 public:
  explicit Server(bool leak) : leak_(leak) {}

  void complete() { run(false); }
  void cancel() { run(true); }

 private:
  void run(bool cancelled) {
    auto task = std::make_shared<Task>();
    std::thread thread = task->start(task);
    if (cancelled && leak_) {
      thread.detach();  // PLANTED: it waits on a condition that nobody will signal any more
      return;
    }
    task->finish();
    thread.join();
  }

  bool leak_;
};

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  Server server(plant.leak != 0);
  plant_pace completed = {plant.among, 0};
  plant_pace cancelled = {plant.per_second, 0};
  plant_ready("dir=%s", plant.dir);
  while (!plant_over(&plant)) {
    while (plant_due(&plant, &completed)) {
      server.complete();
    }
    while (plant_due(&plant, &cancelled)) {
      server.cancel();
    }
    usleep(kTickMicros);
  }
  _exit(0);  // the threads that wait for ever are left to the kernel
}
