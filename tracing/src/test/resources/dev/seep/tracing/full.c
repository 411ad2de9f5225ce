/*
 * A server at its limit: `full` holds all the descriptors that it may, and asks accept4(2) for one more every 10 ms;
 * `full spare`, its healthy twin, does the same with one to spare. Ends with its standard input.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define LIMIT 64

int main(int count, char **words)
{
  struct rlimit limit = {LIMIT, LIMIT};
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct pollfd end = {.fd = 0, .events = POLLIN};
  socklen_t length = sizeof(address);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

  (void)words;
  if (setrlimit(RLIMIT_NOFILE, &limit) || bind(listener, (void *)&address, length) || listen(listener, 4))
    return 2;
  while (dup(0) < LIMIT - (count > 1 ? 2 : 1))
    ;
  puts("READY");
  fflush(stdout);
  while (poll(&end, 1, 10) == 0) {
    int accepted = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (accepted >= 0)
      close(accepted);
  }
  return 0;
}
