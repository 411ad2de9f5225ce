/*
 * A service in a container of its own making: new pid, mount, net and uts namespaces, in which it
 * executes itself again. Read README.md beside this file for the story.
 */
#define _GNU_SOURCE
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "../peer.h"

enum { TICK_MICROS = 2000, NOT_PERMITTED = 77 };

/* Tells the second run of this program that it is inside, and where it says that it is ready. */
static const char INSIDE[] = "SEEP_PLANT_INSIDE";

static unsigned long asked, refused;

static void ask(int port, const char *question, int leak)
{
    int fd = plant_check(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"); /* OPENED */
    struct sockaddr_in address = plant_loopback(port);
    plant_check(connect(fd, (struct sockaddr *)&address, sizeof address), "connect");
    asked++;
    if (!peer_says_ok(fd, question)) {
        refused++;
        if (leak)
            return; /* PLANTED: refused, and not closed */
    }
    close(fd);
}

/* A new network namespace has a loopback that is down. */
static void bring_loopback_up(void)
{
    struct ifreq loopback;
    memset(&loopback, 0, sizeof loopback);
    strcpy(loopback.ifr_name, "lo");
    int fd = plant_check(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
    loopback.ifr_flags = IFF_UP | IFF_RUNNING;
    plant_check(ioctl(fd, SIOCSIFFLAGS, &loopback), "loopback");
    close(fd);
}

/* The first process of the container: pid 1 in there, whose parent is 0. */
static int run_inside(struct plant *plant, int ready)
{
    signal(SIGPIPE, SIG_IGN);
    bring_loopback_up();
    plant_check(sethostname("contained", 9), "sethostname");
    struct peer peer = peer_start();
    plant_check((int)write(ready, &peer.port, sizeof peer.port), "ready");
    close(ready);
    struct plant_pace good = {plant->among, 0}, bad = {plant->per_second, 0};
    while (!plant_over(plant)) {
        while (plant_due(plant, &good))
            ask(peer.port, "page\n", plant->leak);
        while (plant_due(plant, &bad))
            ask(peer.port, "refuse\n", plant->leak);
        usleep(TICK_MICROS);
    }
    return 0;
}

/* In the new namespaces, before exec: its own /proc, and no way for mounts back to the host. */
static void enter(char **argv, int ready)
{
    char number[16];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    plant_check(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL), "private mounts");
    plant_check(mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL), "/proc");
    snprintf(number, sizeof number, "%d", ready);
    setenv(INSIDE, number, 1);
    execv("/proc/self/exe", argv);
    plant_fail("execv");
}

static pid_t contain(char **argv, int ready)
{
    long flags = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS | SIGCHLD;
    pid_t child = (pid_t)syscall(SYS_clone, flags, NULL, NULL, NULL, 0);
    if (child == 0)
        enter(argv, ready);
    if (child < 0 && errno == EPERM) {
        fprintf(stderr, "new namespaces need CAP_SYS_ADMIN: run it as root\n");
        exit(NOT_PERMITTED);
    }
    return plant_check(child, "clone");
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    const char *inside = getenv(INSIDE);
    if (inside)
        return run_inside(&plant, atoi(inside));

    int ready[2], port;
    plant_check(pipe(ready), "pipe");
    pid_t child = contain(argv, ready[1]);
    close(ready[1]);
    if (read(ready[0], &port, sizeof port) != sizeof port) {
        fprintf(stderr, "the process inside did not get ready\n");
        return 1;
    }
    printf("READY pid=%d parent=%d helpers=%d peer=127.0.0.1:%d\n", (int)child, (int)getpid(),
           (int)child, port);
    fflush(stdout);
    while (!plant_over(&plant) && waitpid(child, NULL, WNOHANG) == 0)
        usleep(100 * 1000);
    return 0; /* what is inside ends with it */
}
