/* What has no path: event descriptors, memory, processes, and what only a privileged one gets. */
#define _GNU_SOURCE
#include "zoo.h"

#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <linux/userfaultfd.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>

enum { MEMFD_BYTES = 1999993 };

/* Of a kind that may not be permitted here. */
static void maybe(int fd, const char *name, const char *kind, const char *detail)
{
    if (fd < 0)
        absent(name, kind);
    else
        truth(fd, name, kind, NULL, "%s", detail);
}

static void events(void)
{
    int targets[3];
    for (int i = 0; i < 3; i++) {
        targets[i] = eventfd(i == 0 ? 7 : 0, EFD_CLOEXEC | EFD_NONBLOCK);
        truth(targets[i], i == 0 ? "eventfd" : "eventfd-target", "eventfd", NULL, "\"count\":%d",
              i == 0 ? 7 : 0);
    }
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < 3; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.fd = targets[i]};
        plant_check(epoll_ctl(epoll, EPOLL_CTL_ADD, targets[i], &event), "epoll_ctl");
    }
    truth(epoll, "eventpoll", "eventpoll", NULL, "\"targets\":[%d,%d,%d]", targets[0], targets[1],
          targets[2]);
    truth(epoll_create1(EPOLL_CLOEXEC), "eventpoll-empty", "eventpoll", NULL, "\"targets\":[]");

    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    struct itimerspec hourly = {.it_interval = {3600, 0}, .it_value = {3600, 0}};
    plant_check(timerfd_settime(timer, 0, &hourly, NULL), "timerfd_settime");
    truth(timer, "timerfd", "timerfd", NULL, "\"clock\":1,\"intervalNanos\":3600000000000");
    truth(timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC), "timerfd-disarmed", "timerfd", NULL,
          "\"clock\":0,\"intervalNanos\":0,\"remainingNanos\":0");

    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGUSR1);
    truth(signalfd(-1, &signals, SFD_CLOEXEC), "signalfd", "signalfd", NULL, "\"mask\":512");
}

static void notifications(const char *dir)
{
    int inotify = inotify_init1(IN_CLOEXEC);
    for (int i = 0; i < 5; i++) {
        char path[8192];
        snprintf(path, sizeof path, "%s/watched-%d", dir, i);
        if (mkdir(path, 0755) < 0 && errno != EEXIST)
            plant_fail(path);
        plant_check(inotify_add_watch(inotify, path, IN_CREATE), path);
    }
    truth(inotify, "inotify", "inotify", NULL, "\"watches\":5");
    maybe(fanotify_init(FAN_CLASS_NOTIF | FAN_CLOEXEC, O_RDONLY), "fanotify", "fanotify", "");
}

static void memory(void)
{
    int fd = memfd_create("seep-zoo", MFD_CLOEXEC);
    plant_check(ftruncate(fd, MEMFD_BYTES), "ftruncate");
    truth(fd, "memfd", "memfd", NULL, "\"name\":\"seep-zoo\",\"bytes\":%d", MEMFD_BYTES);
    truth(memfd_create("a\nb (deleted)", 0), "memfd-hostile", "memfd", NULL,
          "\"name\":%s,\"bytes\":0,\"closeOnExec\":false", json("a\nb (deleted)"));
}

static void processes(void)
{
    pid_t owner = getpid();
    pid_t child = plant_check(fork(), "fork");
    if (child == 0) {
        plant_helper(owner);
        for (int fd = 0; fd < 1024; fd++)
            close(fd);
        pause();
        _exit(0);
    }
    char detail[64];
    snprintf(detail, sizeof detail, "\"target\":%d", (int)child);
    maybe((int)syscall(SYS_pidfd_open, child, 0), "pidfd", "pidfd", detail);

    pid_t brief = plant_check(fork(), "fork");
    if (brief == 0)
        _exit(0);
    int fd = (int)syscall(SYS_pidfd_open, brief, 0);
    waitpid(brief, NULL, 0);
    maybe(fd, "pidfd-reaped", "pidfd", "\"target\":-1");
}

static void privileged(void)
{
    struct io_uring_params ring;
    memset(&ring, 0, sizeof ring);
    maybe((int)syscall(SYS_io_uring_setup, 8, &ring), "io_uring", "io_uring",
          "\"submissionEntries\":8,\"completionEntries\":16");

    union bpf_attr map;
    memset(&map, 0, sizeof map);
    map.map_type = BPF_MAP_TYPE_ARRAY;
    map.key_size = 4;
    map.value_size = 8;
    map.max_entries = 1;
    maybe((int)syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map), "bpf-map", "bpf-map", "");

    struct perf_event_attr event;
    memset(&event, 0, sizeof event);
    event.type = PERF_TYPE_SOFTWARE;
    event.size = sizeof event;
    event.config = PERF_COUNT_SW_DUMMY;
    maybe((int)syscall(SYS_perf_event_open, &event, 0, -1, -1, PERF_FLAG_FD_CLOEXEC), "perf_event",
          "perf_event", "");
    maybe((int)syscall(SYS_userfaultfd, O_CLOEXEC | UFFD_USER_MODE_ONLY), "userfaultfd",
          "userfaultfd", "");
}

void zoo_special(const char *dir)
{
    events();
    notifications(dir);
    memory();
    processes();
    privileged();
}
