/* Threads that open and close at once: crowd THREADS PAIRS SURVIVORS, the last two to a thread. */
#include "traced.h"
#include <sys/resource.h>

static int pairs, survivors;
static int *kept;

static void *work(void *argument)
{
  int thread = (intptr_t)argument, number = 0;
  for (int i = 0; i < pairs; i++) {
    int descriptor = i & 1 ? dup(0) : open("/dev/null", O_RDONLY);
    if (i % (pairs / survivors) == 0 && number < survivors)
      kept[thread * survivors + number++] = descriptor;
    else
      close(descriptor);
  }
  return NULL;
}

int main(int count, char **words)
{
  int threads = count > 3 ? atoi(words[1]) : 1;
  pthread_t handles[64];
  struct rlimit limit;
  char name[32];
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  pairs = atoi(words[2]);
  survivors = atoi(words[3]);
  kept = calloc(threads * survivors, sizeof(int));
  done();
  await();
  for (int i = 0; i < threads; i++)
    pthread_create(&handles[i], NULL, work, (void *)(intptr_t)i);
  for (int i = 0; i < threads; i++)
    pthread_join(handles[i], NULL);
  for (int i = 0; i < threads * survivors; i++) {
    snprintf(name, sizeof(name), "kept.%d", i);
    say(name, kept[i]);
  }
  done();
  await();
  return 0;
}
