#include <stdlib.h>
#include <unistd.h>

__attribute__((noinline)) int down(int depth) {
  volatile char room[1024];
  room[0] = 0;
  if (depth == 0) {
    return read(0, (void *)room, 1);
  }
  int n = down(depth - 1);
  return n + room[0] + 1;
}

int main(int argc, char **argv) {
  int n = down(atoi(argv[1]));
  return n < 0;
}
