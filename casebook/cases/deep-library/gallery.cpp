// A gallery that shows its pictures, and makes small ones of them, out of a library's items. Read
// README.md beside this file for the story.
#include <fcntl.h>

#include "../plant.h"
#include "depot.hpp"

namespace {

constexpr useconds_t kTickMicros = 2000;
constexpr int kPictures = 20;

void paint(const std::string& folder) {
  if (mkdir(folder.c_str(), 0777) < 0 && errno != EEXIST) {
    plant_fail(folder.c_str());
  }
  for (int i = 0; i < kPictures; i++) {
    std::string path = folder + "/picture-" + std::to_string(i) + ".item";
    int fd = plant_check(open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644), path.c_str());
    plant_check(static_cast<int>(write(fd, "a picture", 9)), path.c_str());
    close(fd);
  }
}

class Gallery {
 public:
  Gallery(std::string folder, bool leak) : folder_(std::move(folder)), leak_(leak) {}

  __attribute__((noinline)) void show() {
    depot::Item picture = depot::open(folder_, nextName());
    shown_ += picture.bytes;
    depot::close(picture);
  }

  /// A small picture needs but the size of the large one.
  __attribute__((noinline)) void shrink() {
    depot::Item picture = depot::open(folder_, nextName());  // CALLER
    shrunk_ += picture.bytes / 2;
    if (leak_) {
      return;  // PLANTED: an item is a plain struct: nothing closes it by itself
    }
    depot::close(picture);
  }

 private:
  std::string nextName() { return "picture-" + std::to_string(++turn_ % kPictures); }

  std::string folder_;
  bool leak_;
  int turn_ = 0;
  long shown_ = 0;
  long shrunk_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  std::string folder = std::string(plant.dir) + "/pictures";
  paint(folder);
  Gallery gallery(folder, plant.leak != 0);
  plant_pace shows = {plant.among, 0};
  plant_pace shrinks = {plant.per_second, 0};
  plant_ready("dir=%s", plant.dir);
  while (!plant_over(&plant)) {
    while (plant_due(&plant, &shows)) {
      gallery.show();
    }
    while (plant_due(&plant, &shrinks)) {
      gallery.shrink();
    }
    usleep(kTickMicros);
  }
  return 0;
}
