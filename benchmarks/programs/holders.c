/*
 * Many processes that hold many descriptors, some of which move.
 *
 *   holders PROCESSES DESCRIPTORS MOVES
 *
 * DESCRIPTORS are those of all together, MOVES what each opens and closes a second. Prints "READY" once all are open,
 * and ends, with all of them, when its standard input does.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A third each of files, ends of sockets, and event descriptors. */
static int open_one(int turn)
{
  static int other = -1;
  if (turn % 3 == 0)
    return open("/dev/null", O_RDWR | O_CLOEXEC);
  if (turn % 3 == 1)
    return eventfd(0, EFD_CLOEXEC);
  if (other >= 0) {
    int end = other;
    other = -1;
    return end;
  }
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair))
    return -1;
  other = pair[1];
  return pair[0];
}

static void hold(int descriptors, int moves, int ready, int number)
{
  char name[16];
  snprintf(name, sizeof(name), "holder-%d", number % 50);
  prctl(PR_SET_NAME, name);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (int i = 3; i < descriptors; i++)
    if (open_one(i) < 0)
      _exit(2);
  if (write(ready, "r", 1) != 1)
    _exit(3);
  close(ready);
  for (;;) {
    struct timespec second = {moves ? 0 : 3600, moves ? 1000000000L / (moves + 1) : 0};
    nanosleep(&second, NULL);
    if (moves) {
      int moved = open("/dev/null", O_RDONLY | O_CLOEXEC);
      nanosleep(&second, NULL);
      close(moved);
    }
  }
}

int main(int count, char **words)
{
  if (count != 4)
    return 64;
  int processes = atoi(words[1]), descriptors = atoi(words[2]), moves = atoi(words[3]);
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  pid_t *children = calloc(processes, sizeof(*children));
  int ready[2];
  char letter;
  if (!children || pipe2(ready, O_CLOEXEC))
    return 1;
  for (int i = 0; i < processes; i++) {
    children[i] = fork();
    if (!children[i])
      hold(descriptors / processes, moves, ready[1], i);
  }
  close(ready[1]);
  for (int i = 0; i < processes; i++)
    if (read(ready[0], &letter, 1) != 1) {
      fprintf(stderr, "holders: a process could not open its %d\n", descriptors / processes);
      break;
    }
  printf("READY\n");
  fflush(stdout);
  while (read(0, &letter, 1) > 0)
    ;
  for (int i = 0; i < processes; i++)
    kill(children[i], SIGKILL);
  while (wait(NULL) > 0)
    ;
  return 0;
}
