// A build: a hundred thousand source files are read, results are written, and it starts again.
// Read README.md beside this file.
#include "../traffic.hpp"

namespace {

constexpr int kSources = 1000;
constexpr double kReadsPerSecond = 1500, kCompilesPerSecond = 10, kSecondsACompile = 2;

std::string source(const std::string& in, int number) {
  return in + "/part" + std::to_string(number % 10) + "-" + std::to_string(number) + ".src";
}

void readAndClose(const std::string& path) {
  char text[256];
  int fd = openFile(path, O_RDONLY | O_CLOEXEC);
  if (read(fd, text, sizeof text) < 0) {
    plant_fail(path.c_str());
  }
  close(fd);
}

/// A unit keeps its source and its result open for as long as it takes.
void compile(Loop& loop, const std::string& from, const std::string& to, double seconds) {
  int in = openFile(from, O_RDONLY | O_CLOEXEC);
  int out = openFile(to);
  loop.after(seconds, [in, out] {
    if (write(out, "object\n", 7) < 0) {
      plant_fail("write");
    }
    close(in);
    close(out);
  });
}

}  // namespace

int main(int argc, char** argv) {
  plant plant = plant_parse(argc, argv);
  Loop loop;
  Traffic traffic(loop);
  std::string in = folder(plant, "src"), out = folder(plant, "obj");
  for (int i = 0; i < kSources; i++) {
    close(openFile(source(in, i)));
  }
  plant_ready("dir=%s", plant.dir);
  traffic.arrive(kReadsPerSecond, [&] { readAndClose(source(in, traffic.below(kSources))); });
  traffic.arrive(kCompilesPerSecond, [&] {
    int unit = traffic.below(kSources);
    compile(loop, source(in, unit), out + "/" + std::to_string(unit) + ".o",
            traffic.about(kSecondsACompile));
  });
  loop.run(plant);
}
