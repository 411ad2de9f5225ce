// The smallest event loop that a client can live on: epoll(7) and a queue of timers.
#ifndef SEEP_CASEBOOK_LOOP_HPP
#define SEEP_CASEBOOK_LOOP_HPP

#include <sys/epoll.h>

#include <functional>
#include <map>
#include <unordered_map>

#include "plant.h"

class Loop {
 public:
  using Handler = std::function<void(uint32_t)>;
  using Task = std::function<void()>;

  void after(double seconds, Task task) {
    tasks_.emplace(plant_now() + seconds, std::move(task));
  }

  void every(double seconds, Task task) { repeat(plant_now() + seconds, seconds, task); }

  void watch(int fd, uint32_t events, Handler handler) {
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    int operation = handlers_.count(fd) ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    plant_check(epoll_ctl(epoll_, operation, fd, &event), "epoll_ctl");
    handlers_[fd] = std::move(handler);
  }

  void forget(int fd) {
    if (handlers_.erase(fd)) {
      epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr);
    }
  }

  void run(const plant& plant) {
    while (!plant_over(&plant)) {
      runDueTasks();
      waitForEvents();
    }
  }

 private:
  void repeat(double due, double seconds, const Task& task) {
    tasks_.emplace(due, [this, due, seconds, task] {
      task();
      repeat(due + seconds, seconds, task);
    });
  }

  void runDueTasks() {
    while (!tasks_.empty() && tasks_.begin()->first <= plant_now()) {
      Task task = std::move(tasks_.begin()->second);
      tasks_.erase(tasks_.begin());
      task();
    }
  }

  void waitForEvents() {
    double wait = tasks_.empty() ? 0.2 : tasks_.begin()->first - plant_now();
    int milliseconds = wait <= 0 ? 0 : wait > 0.2 ? 200 : static_cast<int>(wait * 1000) + 1;
    epoll_event events[64];
    int n = epoll_wait(epoll_, events, 64, milliseconds);
    for (int i = 0; i < n; i++) {
      auto found = handlers_.find(events[i].data.fd);
      if (found != handlers_.end()) {
        Handler handler = found->second;  // a copy, as it may forget itself
        handler(events[i].events);
      }
    }
  }

  int epoll_ = plant_check(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
  std::multimap<double, Task> tasks_;
  std::unordered_map<int, Handler> handlers_;
};

#endif
