// A server that keeps every page it has rendered. Read README.md beside this file for the story.
#include <deque>
#include <string>
#include <unordered_map>

#include "../plant.h"

namespace {

constexpr useconds_t kTickMicros = 2000;
constexpr int kPagesPerLeak = 64;  // a megabyte a second, unless told otherwise
constexpr size_t kPageBytes = 16 * 1024;
constexpr size_t kMostPages = 512;  // of the twin: eight megabytes, full after eight seconds

class Cache {
 public:
  explicit Cache(bool leak) : leak_(leak) {}

  const std::string& put(long key, std::string page) {
    order_.push_back(key);
    if (!leak_) {
      evict();
    }
    return pages_[key] = std::move(page);  // PLANTED: no page ever leaves it
  }

  /// Null for a page that is not kept.
  const std::string* get(long key) const {
    auto found = pages_.find(key);
    return found == pages_.end() ? nullptr : &found->second;
  }

 private:
  void evict() {
    while (order_.size() > kMostPages) {
      pages_.erase(order_.front());
      order_.pop_front();
    }
  }

  bool leak_;
  std::deque<long> order_;
  std::unordered_map<long, std::string> pages_;
};

/// Answers one request: the page it is for was never asked for before, and is then read once more.
size_t answer(Cache& cache, long number) {
  cache.put(number, std::string(kPageBytes, static_cast<char>('a' + number % 26)));
  const std::string* page = cache.get(number);
  return page ? page->size() : 0;
}

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  Cache cache(plant.leak != 0);
  plant_pace requests = {plant.per_second * kPagesPerLeak, 0};
  size_t served = 0;
  plant_ready("dir=%s", plant.dir);
  while (!plant_over(&plant)) {
    while (plant_due(&plant, &requests)) {
      served += answer(cache, static_cast<long>(requests.done));
    }
    usleep(kTickMicros);
  }
  return served > 0 ? 0 : 1;
}
