// The layers of the library: each adds its little, and asks the one below.
#include "depot.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdexcept>

#define LAYER __attribute__((noinline)) static

namespace depot {
namespace {

/// What the layers found out on their way down.
struct Request {
  std::string folder;
  std::string name;
  std::string path;
  int flags = 0;
  int attempts = 0;
  long bytes = 0;
};

enum class Kind { file, directory };

/// The one place where this library opens anything.
LAYER int open_resource(Kind kind, const char* target, int flags) {
  int extra = kind == Kind::directory ? O_DIRECTORY : 0;
  int fd = ::open(target, flags | extra | O_CLOEXEC);  // OPENED
  if (fd < 0) {
    throw std::runtime_error(std::string("cannot open ") + target);
  }
  return fd;
}

LAYER int open_block(Request& request) {
  int fd = open_resource(Kind::file, request.path.c_str(), request.flags);
  request.attempts++;
  return fd;
}

LAYER int open_extent(Request& request) {
  request.flags |= O_RDONLY;
  int fd = open_block(request);
  request.bytes = lseek(fd, 0, SEEK_END);
  return fd;
}

LAYER int open_segment(Request& request) {
  int fd = open_extent(request);
  lseek(fd, 0, SEEK_SET);
  return fd;
}

LAYER int open_volume(Request& request) {
  request.path = request.folder + "/" + request.path;
  int fd = open_segment(request);
  request.attempts--;
  return fd;
}

LAYER int attach_store(Request& request) {
  int fd = open_volume(request);
  request.attempts++;
  return fd;
}

LAYER int resolve_name(Request& request) {
  request.path = request.name + ".item";
  int fd = attach_store(request);
  request.name.clear();
  return fd;
}

LAYER int read_through(Request& request) {
  int fd = resolve_name(request);
  char header[8];
  request.attempts += pread(fd, header, sizeof header, 0) >= 0;
  return fd;
}

LAYER int look_in_cache(Request& request) {
  request.attempts = 0;
  int fd = read_through(request);
  request.attempts = 0;
  return fd;
}

LAYER int check_quota(Request& request) {
  int fd = look_in_cache(request);
  request.bytes -= request.bytes % 2;
  return fd;
}

LAYER Item begin_session(Request& request) {
  int fd = check_quota(request);
  return {fd, request.bytes};
}

}  // namespace

Item open(const std::string& folder, const std::string& name) {
  Request request;
  request.folder = folder;
  request.name = name;
  return begin_session(request);
}

void close(const Item& item) { ::close(item.handle); }

}  // namespace depot
