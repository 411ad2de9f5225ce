// A server that keeps the files it used last open. Read README.md beside this file.
#include <list>
#include <unordered_map>

#include "../traffic.hpp"

namespace {

constexpr size_t kMostOpen = 150;
constexpr int kFiles = 2000;
constexpr double kReadsPerSecond = 40;

class OpenFiles {
 public:
  explicit OpenFiles(std::string folder) : folder_(std::move(folder)) {}

  int get(int number) {
    auto found = byNumber_.find(number);
    if (found != byNumber_.end()) {
      order_.splice(order_.begin(), order_, found->second);
      return found->second->second;
    }
    int fd = openFile(folder_ + "/table-" + std::to_string(number) + ".sst");
    order_.emplace_front(number, fd);
    byNumber_[number] = order_.begin();
    evict();
    return fd;
  }

 private:
  void evict() {
    if (order_.size() > kMostOpen) {
      close(order_.back().second);
      byNumber_.erase(order_.back().first);
      order_.pop_back();
    }
  }

  std::string folder_;
  std::list<std::pair<int, int>> order_;
  std::unordered_map<int, std::list<std::pair<int, int>>::iterator> byNumber_;
};

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  Loop loop;
  Traffic traffic(loop);
  OpenFiles files(folder(plant, "tables"));
  plant_ready("dir=%s", plant.dir);
  traffic.arrive(kReadsPerSecond, [&] {
    // Some files are asked for far more often than others.
    int number = traffic.below(1 + traffic.below(kFiles));
    char block[64];
    if (pread(files.get(number), block, sizeof block, 0) < 0) {
      plant_fail("pread");
    }
  });
  loop.run(plant);
}
