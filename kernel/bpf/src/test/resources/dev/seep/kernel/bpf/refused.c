/* A limit of descriptors that is reached, or all but reached: `refused full` and `refused spare`. */
#include "traced.h"
#include <sys/epoll.h>
#include <sys/resource.h>

#define LIMIT 32

/* How often of so many tries a call had no descriptor to give. */
static int fails(int tries, int (*call)(int), int argument)
{
  int failed = 0;
  for (int i = 0; i < tries; i++) {
    int descriptor = call(argument);
    if (descriptor < 0 && errno == EMFILE)
      failed++;
    else if (descriptor >= 0)
      close(descriptor);
  }
  return failed;
}

static int accepts(int listener)
{
  return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

static int opens(int directory)
{
  return openat(directory, "/dev/null", O_RDONLY);
}

static int sockets(int unused)
{
  (void)unused;
  return socket(AF_INET, SOCK_DGRAM, 0);
}

static int copies(int descriptor)
{
  return fcntl(descriptor, F_DUPFD, 0);
}

static int epolls(int size)
{
  return epoll_create1(size);
}

int main(int count, char **arguments)
{
  int full = count > 1 && !strcmp(arguments[1], "full");
  struct rlimit limit = {LIMIT, LIMIT};
  struct sockaddr_in address = loopback(0);
  socklen_t length = sizeof(address);

  if (setrlimit(RLIMIT_NOFILE, &limit))
    return 2;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  bind(listener, (void *)&address, length);
  listen(listener, 4);
  getsockname(listener, (void *)&address, &length);
  int client = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(client, (void *)&address, length))
    return 3;
  while (dup(0) < LIMIT - 1)
    ;
  /* What is told of below is refused after this alone. */
  if (!full)
    close(LIMIT - 1);
  done();
  await();
  say("openat", fails(7, opens, AT_FDCWD));
  say("socket", fails(5, sockets, 0));
  say("fcntl", fails(4, copies, 0));
  say("epoll_create1", fails(3, epolls, 0));
  say("accept4", fails(11, accepts, listener));
  say("pid", getpid());
  /* Another error is none of them. The full one has no number for it, which is asked first. */
  if (!full && open("/nonexistent", O_RDONLY) >= 0)
    return 4;
  done();
  await();
  return 0;
}
