// Load as it comes in life: at random, and for a random time. The same in every run.
#ifndef SEEP_CASEBOOK_TRAFFIC_HPP
#define SEEP_CASEBOOK_TRAFFIC_HPP

#include <fcntl.h>

#include <functional>
#include <random>
#include <string>

#include "loop.hpp"

class Traffic {
 public:
  using Rate = std::function<double()>;

  explicit Traffic(Loop& loop) : loop_(loop) {}

  /// Calls `task` so often, at random (a Poisson process); the rate may change as it goes on.
  void arrive(Rate perSecond, Loop::Task task) {
    loop_.after(about(1 / perSecond()), [this, perSecond, task] {
      task();
      arrive(perSecond, task);
    });
  }

  void arrive(double perSecond, Loop::Task task) {
    arrive([perSecond] { return perSecond; }, std::move(task));
  }

  /// A random time with this mean, exponentially distributed.
  double about(double mean) { return std::exponential_distribution<double>(1 / mean)(random_); }

  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }

 private:
  Loop& loop_;
  std::mt19937 random_{20260401};
};

/// A folder under the plant's own, made when it is not there.
inline std::string folder(const plant& plant, const char* name) {
  std::string path = std::string(plant.dir) + "/" + name;
  if (mkdir(path.c_str(), 0777) < 0 && errno != EEXIST) {
    plant_fail(path.c_str());
  }
  return path;
}

inline int openFile(const std::string& path, int flags = O_RDWR | O_CREAT | O_CLOEXEC) {
  return plant_check(open(path.c_str(), flags, 0644), path.c_str());
}

#endif
