/* What the programs that are traced share: they wait for a line, act, and print what is true of them. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* The tracer is attached now. Waiting must not be a use of a descriptor that matters: it reads 0 alone. */
static inline int await(void)
{
  char line[16];
  return read(0, line, sizeof(line)) > 0;
}

/* One line of truth: a name, and the number it has. Nothing that a test compares writes to 1 otherwise. */
static inline void say(const char *name, long number)
{
  char line[128];
  int length = snprintf(line, sizeof(line), "%s\t%ld\n", name, number);
  if (write(1, line, length) != length)
    _exit(9);
}

static inline void done(void)
{
  if (write(1, "done\n", 5) != 5)
    _exit(9);
}

static inline struct sockaddr_in loopback(int port)
{
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}
