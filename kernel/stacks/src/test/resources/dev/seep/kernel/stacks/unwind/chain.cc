#include <string>
#include <unistd.h>

namespace net {
struct Address {
  int port;
};

class Connector {
public:
  __attribute__((noinline)) int connect(const Address &address);
  template <typename T> __attribute__((noinline)) int retry(T times);
};

static inline __attribute__((always_inline)) int waitForInput(char *into) {
  int n = read(0, into, 1);
  return n + 1;
}

int Connector::connect(const Address &address) {
  char c = 0;
  int n = waitForInput(&c);
  return n + address.port + c;
}

template <typename T> int Connector::retry(T times) {
  Address address{static_cast<int>(times)};
  int n = connect(address);
  return n * 2;
}
} // namespace net

namespace {
__attribute__((noinline)) int hidden(net::Connector &connector) {
  auto twice = [&connector](int n) __attribute__((noinline)) {
    int m = connector.retry(n);
    return m + 1;
  };
  int n = twice(3);
  return n + 2;
}
} // namespace

extern "C" __attribute__((noinline)) int plain_c(net::Connector *connector) {
  int n = hidden(*connector);
  return n + 3;
}

int main() {
  net::Connector connector;
  int n = plain_c(&connector);
  return n == 0;
}
