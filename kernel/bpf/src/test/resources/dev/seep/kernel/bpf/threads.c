#include "traced.h"

#include <semaphore.h>

static sem_t named;

static void *stay(void *name)
{
  pthread_setname_np(pthread_self(), name);
  say("stays", syscall(SYS_gettid));
  sem_post(&named);
  for (;;)
    pause();
  return NULL;
}

static void *end(void *name)
{
  pthread_setname_np(pthread_self(), name);
  say("ends", syscall(SYS_gettid));
  return NULL;
}

/* A thread that stays until the process ends, and one that ends before. */
int main(void)
{
  pthread_t thread;

  sem_init(&named, 0, 0);
  done();
  await();
  pthread_create(&thread, NULL, stay, "waiter-1");
  sem_wait(&named);
  pthread_create(&thread, NULL, end, "worker-2");
  pthread_join(thread, NULL);
  done();
  await();
  return 0;
}
