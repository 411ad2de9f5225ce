// A server that gives every client a reactor of its own: an epoll, an eventfd and a timerfd, born
// together. Read README.md beside this file for the story.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

#include <functional>
#include <memory>

#include "../plant.h"

namespace {

constexpr useconds_t kTickMicros = 2000;

/// Waits for what others wake it up for, and for its own timer.
class Reactor {
 public:
  Reactor() {
    epoll_ = plant_check(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");  // OPENED
    wakeup_ = plant_check(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd");  // OPENED
    timer_ = plant_check(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC), "timerfd_create");  // OPENED
    add(wakeup_);
    add(timer_);
  }

  ~Reactor() {
    close(timer_);
    close(wakeup_);
    close(epoll_);
  }

  Reactor(const Reactor&) = delete;
  Reactor& operator=(const Reactor&) = delete;

  void onWakeup(std::function<void()> handler) { handler_ = std::move(handler); }

  void wakeup() const { plant_check(eventfd_write(wakeup_, 1), "eventfd_write"); }

  void giveUpAfter(time_t seconds) const {
    itimerspec when{};
    when.it_value.tv_sec = seconds;
    plant_check(timerfd_settime(timer_, 0, &when, nullptr), "timerfd_settime");
  }

  void runOnce() const {
    epoll_event event;
    eventfd_t wakeups;
    if (epoll_wait(epoll_, &event, 1, 0) == 1 && !eventfd_read(wakeup_, &wakeups) && handler_) {
      handler_();
    }
  }

 private:
  void add(int fd) const {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    plant_check(epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
  }

  int epoll_;
  int wakeup_;
  int timer_;
  std::function<void()> handler_;
};

struct Session {
  Reactor reactor;
  long requests = 0;
};

/// One client, from its coming to its going: asks once, or goes without having asked.
void serve(bool asks, bool leak) {
  auto session = std::make_shared<Session>();
  session->reactor.giveUpAfter(5);
  if (leak) {
    session->reactor.onWakeup([session] { session->requests++; });  // PLANTED: holds its owner
  } else {
    std::weak_ptr<Session> weak = session;
    session->reactor.onWakeup([weak] {
      if (auto alive = weak.lock()) {
        alive->requests++;
      }
    });
  }
  if (asks) {
    session->reactor.wakeup();
    session->reactor.runOnce();
    session->reactor.onWakeup(nullptr);
  }
}

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  bool leak = plant.leak != 0;
  plant_pace asking = {plant.among, 0};
  plant_pace silent = {plant.per_second, 0};
  plant_ready("dir=%s", plant.dir);
  while (!plant_over(&plant)) {
    while (plant_due(&plant, &asking)) {
      serve(true, leak);
    }
    while (plant_due(&plant, &silent)) {
      serve(false, leak);
    }
    usleep(kTickMicros);
  }
  return 0;
}
