/* Last uses that tell something, and calls by the 32-bit interface. */
#include "traced.h"

#ifdef __x86_64__
static long call32(long number, long first)
{
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(first), "c"(0), "d"(0) : "memory", "r8", "r9", "r10", "r11");
  return result;
}
#endif

int main(void)
{
  struct sockaddr_in address = loopback(0);
  struct sockaddr_un path = {.sun_family = AF_UNIX, .sun_path = "/nonexistent/socket"};
  socklen_t length = sizeof(address);
  int pair[2];
  char byte;

  done();
  await();
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  bind(listener, (void *)&address, length);
  listen(listener, 4);
  getsockname(listener, (void *)&address, &length);
  int connecting = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  say("connecting", connecting);
  connect(connecting, (void *)&address, length);
  int nowhere = socket(AF_UNIX, SOCK_STREAM, 0);
  say("nowhere", nowhere);
  connect(nowhere, (void *)&path, sizeof(path));
  if (pipe(pair))
    return 3;
  close(pair[1]);
  if (read(pair[0], &byte, 1) != 0)
    return 4;
  say("ended", pair[0]);
  done();
  await();
#ifdef __x86_64__
  int file = open("/dev/zero", O_RDONLY);
  say("file", file);
  /* 3 is read there and close here, 6 is close there and lstat here. */
  call32(3, file);
  int closed = open("/dev/zero", O_RDONLY);
  say("closed", closed);
  call32(6, closed);
#endif
  done();
  await();
  return 0;
}
