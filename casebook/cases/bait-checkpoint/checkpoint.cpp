// A database: tables opened when they are first asked for and then kept, a log in segments, and
// checkpoints that open many files at once. Read README.md beside this file.
#include <map>

#include "../traffic.hpp"

namespace {

constexpr int kTables = 30, kDirtyFiles = 80;
constexpr double kQueriesPerSecond = 15, kSecondsASegment = 5, kSecondsBetweenCheckpoints = 18;

class Database {
 public:
  Database(Loop& loop, std::string folder) : loop_(loop), folder_(std::move(folder)) {}

  void query(int table) {
    auto found = tables_.find(table);
    if (found == tables_.end()) {
      found = tables_.emplace(table, open("table-" + std::to_string(table) + ".dat")).first;
    }
    char page[64];
    if (pread(found->second, page, sizeof page, 0) < 0 || write(log_, "change\n", 7) < 0) {
      plant_fail("query");
    }
  }

  void nextSegment() {
    close(log_);
    log_ = open("wal-" + std::to_string(++segments_ % 8) + ".log");
  }

  /// All are opened at once; they are synced, and closed, one after another.
  void checkpoint() {
    for (int i = 0; i < kDirtyFiles; i++) {
      int fd = open("segment-" + std::to_string(i) + ".dat");
      loop_.after(0.05 * i, [fd] {
        fdatasync(fd);
        close(fd);
      });
    }
  }

 private:
  int open(const std::string& name) { return openFile(folder_ + "/" + name); }

  Loop& loop_;
  std::string folder_;
  std::map<int, int> tables_;
  int segments_ = 0;
  int log_ = open("wal-0.log");
};

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  Loop loop;
  Traffic traffic(loop);
  Database database(loop, folder(plant, "data"));
  plant_ready("dir=%s", plant.dir);
  // Some tables are asked for far more often than others, the last ones hardly ever.
  traffic.arrive(kQueriesPerSecond, [&] {
    database.query(traffic.below(1 + traffic.below(kTables)));
  });
  loop.every(kSecondsASegment, [&] { database.nextSegment(); });
  loop.every(kSecondsBetweenCheckpoints, [&] { database.checkpoint(); });
  loop.run(plant);
}
