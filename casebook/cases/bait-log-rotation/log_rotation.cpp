// Logs that are rotated; the old file stays open until it is packed. Read README.md beside this
// file.
#include <vector>

#include "../traffic.hpp"

namespace {

constexpr int kLogs = 12;
constexpr double kSecondsBetweenRotations = 8, kSecondsToPack = 5, kLinesPerSecond = 100;

class Log {
 public:
  Log(Loop& loop, std::string path) : loop_(loop), path_(std::move(path)), fd_(openFile(path_)) {}

  void write(const char* line) {
    if (::write(fd_, line, strlen(line)) < 0) {
      plant_fail(path_.c_str());
    }
  }

  /// The old file is deleted when it is packed, and closed a little later.
  void rotate() {
    std::string old = path_ + "." + std::to_string(++rotations_);
    rename(path_.c_str(), old.c_str());
    int packed = fd_;
    fd_ = openFile(path_);
    loop_.after(kSecondsToPack, [this, old, packed] {
      unlink(old.c_str());
      loop_.after(1, [packed] { close(packed); });
    });
  }

 private:
  Loop& loop_;
  std::string path_;
  int fd_;
  int rotations_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  Loop loop;
  Traffic traffic(loop);
  std::vector<Log> logs;
  std::string in = folder(plant, "log");
  for (int i = 0; i < kLogs; i++) {
    logs.emplace_back(loop, in + "/service-" + static_cast<char>('a' + i) + ".log");
  }
  plant_ready("dir=%s", plant.dir);
  traffic.arrive(kLinesPerSecond, [&] { logs[traffic.below(kLogs)].write("served\n"); });
  for (int i = 0; i < kLogs; i++) {
    loop.after(kSecondsBetweenRotations * i / kLogs, [&loop, &logs, i] {
      logs[i].rotate();
      loop.every(kSecondsBetweenRotations, [&logs, i] { logs[i].rotate(); });
    });
  }
  loop.run(plant);
}
