/* Descriptors of processes that fork, exec, share their table, and end. */
#include "traced.h"
#include <sys/prctl.h>

static int open_null(int flags)
{
  return open("/dev/null", O_RDONLY | flags);
}

/* A child that inherits, opens, closes, runs another program and is killed. */
static void children(const char *self)
{
  int go[2], ready[2];
  char byte;
  if (pipe(go) || pipe(ready))
    _exit(3);
  int kept = open_null(0), closing = open_null(O_CLOEXEC), dropped = open_null(0);
  say("kept", kept);
  say("closing", closing);
  say("dropped", dropped);
  pid_t child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close(dropped);
    say("own", open_null(0));
    say("ownClosing", open_null(O_CLOEXEC));
    if (write(ready[1], "r", 1) != 1 || read(go[0], &byte, 1) != 1)
      _exit(4);
    execl(self, self, "pause", NULL);
    _exit(5);
  }
  say("child", child);
  if (read(ready[0], &byte, 1) != 1)
    _exit(6);
  done();
  await();
  if (write(go[1], "g", 1) != 1)
    _exit(7);
  await();
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  done();
  await();
}

/* A process that is not a thread and shares the table all the same. */
static void sharing(const char *self)
{
  int closed = open_null(0), closing = open_null(O_CLOEXEC);
  say("closed", closed);
  say("closing", closing);
  pid_t child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, NULL, NULL, NULL, 0);
  if (child == 0) {
    close(closed);
    say("theirs", open_null(0));
    _exit(0);
  }
  say("child", child);
  waitpid(child, NULL, 0);
  child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, NULL, NULL, NULL, 0);
  if (child == 0) {
    execl("/bin/true", self, NULL);
    _exit(5);
  }
  waitpid(child, NULL, 0);
  done();
  await();
}

static int gate[2];

static void *unshare_table(void *unused)
{
  char byte;
  unshare(CLONE_FILES);
  for (int i = 0; i < 50; i++)
    close(open_null(0));
  open_null(0);
  open_null(0);
  if (read(gate[0], &byte, 1) != 1)
    _exit(8);
  return unused;
}

/* A thread with a table of its own: its numbers are not those of the process. */
static void unshared(void)
{
  pthread_t thread;
  if (pipe(gate))
    _exit(3);
  int before = open_null(0);
  say("before", before);
  pthread_create(&thread, NULL, unshare_table, NULL);
  usleep(100000);
  say("after", open_null(0));
  if (write(gate[1], "g", 1) != 1)
    _exit(7);
  pthread_join(thread, NULL);
  done();
  await();
}

static void *wait_at_gate(void *unused)
{
  char byte;
  return read(gate[0], &byte, 1) == 1 ? unused : NULL;
}

/* The first thread gets a table of its own, twice: that is what /proc/PID/fd shows from then on. */
static void leader(void)
{
  pthread_t thread;
  if (pipe(gate))
    _exit(3);
  int closed = open_null(0), kept = open_null(0), ranged = open_null(0);
  say("closed", closed);
  say("kept", kept);
  say("ranged", ranged);
  pthread_create(&thread, NULL, wait_at_gate, NULL);
  unshare(CLONE_FILES);
  close(closed);
  pid_t child = syscall(SYS_clone, CLONE_FILES | SIGCHLD, NULL, NULL, NULL, 0);
  if (child == 0) {
    pause();
    _exit(0);
  }
  close_range(ranged, ranged, CLOSE_RANGE_UNSHARE);
  say("own", open_null(0));
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  if (write(gate[1], "g", 1) != 1)
    _exit(7);
  pthread_join(thread, NULL);
  done();
  await();
}

int main(int count, char **words)
{
  if (count > 1 && !strcmp(words[1], "pause")) {
    say("execed", 1);
    done();
    pause();
  }
  done();
  await();
  if (!strcmp(words[1], "children"))
    children(words[0]);
  else if (!strcmp(words[1], "sharing"))
    sharing(words[0]);
  else if (!strcmp(words[1], "leader"))
    leader();
  else
    unshared();
  return 0;
}
