/*
 * What every plant in C and C++ shares: its options, when it has to end, and the READY line.
 *
 * A plant ends by itself: after --seconds, when the process that started it is gone (the parent's
 * pid changes), or by SIGTERM, whose default action is all it needs. A helper that it forks dies
 * with it (PR_SET_PDEATHSIG; see prctl(2)).
 */
#ifndef SEEP_CASEBOOK_PLANT_H
#define SEEP_CASEBOOK_PLANT_H

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct plant {
    int leak;           /* 1 for --leak, 0 for --healthy */
    int pending;        /* --pending: abandon a connect that was issued */
    double per_second;  /* leaks a second */
    double seconds;     /* life of the plant */
    double hold;        /* --hold: seconds a timeout closure holds its connection */
    double period;      /* --period: seconds between two peaks of the load */
    double among;       /* --among: healthy operations a second beside the leaks */
    char dir[3072];     /* data folder, without a slash at its end */
    pid_t parent;
    double started;
};

static inline double plant_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static inline void plant_fail(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static inline int plant_check(int result, const char *what)
{
    if (result < 0)
        plant_fail(what);
    return result;
}

static inline struct plant plant_parse(int argc, char **argv)
{
    struct plant p = {1, 0, 1, 600, 20, 20, 10, "", 0, 0};
    p.parent = getppid();
    p.started = plant_now();
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (!strcmp(argv[i], "--leak")) {
            p.leak = 1;
        } else if (!strcmp(argv[i], "--healthy")) {
            p.leak = 0;
        } else if (!strcmp(argv[i], "--pending")) {
            p.pending = 1;
        } else if (!strcmp(argv[i], "--per-second")) {
            p.per_second = atof(value);
            i++;
        } else if (!strcmp(argv[i], "--seconds")) {
            p.seconds = atof(value);
            i++;
        } else if (!strcmp(argv[i], "--hold")) {
            p.hold = atof(value);
            i++;
        } else if (!strcmp(argv[i], "--period")) {
            p.period = atof(value);
            i++;
        } else if (!strcmp(argv[i], "--among")) {
            p.among = atof(value);
            i++;
        } else if (!strcmp(argv[i], "--dir")) {
            snprintf(p.dir, sizeof p.dir, "%s", value);
            i++;
        } else {
            fprintf(stderr, "unknown option %s\n", argv[i]);
            exit(64);
        }
    }
    if (p.per_second <= 0 || p.seconds <= 0 || p.period <= 0 || p.among <= 0) {
        fprintf(stderr, "--per-second, --seconds, --period and --among take numbers above 0\n");
        exit(64);
    }
    if (!p.dir[0]) {
        strcpy(p.dir, "/tmp/seep-case-XXXXXX");
        if (!mkdtemp(p.dir))
            plant_fail(p.dir);
    } else if (mkdir(p.dir, 0777) < 0 && errno != EEXIST) {
        plant_fail(p.dir);
    }
    return p;
}

static inline int plant_over(const struct plant *p)
{
    return getppid() != p->parent || plant_now() - p->started > p->seconds;
}

/* Operations done so far of those that come at a steady rate. */
struct plant_pace {
    double per_second;
    unsigned long done;
};

/* Is one more due? Counts it as done if so. What fell behind is caught up with. */
static inline int plant_due(const struct plant *p, struct plant_pace *pace)
{
    if ((double)pace->done >= (plant_now() - p->started) * pace->per_second)
        return 0;
    pace->done++;
    return 1;
}

/* To be called first in a forked helper. */
static inline void plant_helper(pid_t owner)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != owner)
        _exit(0);
}

/* Prints "READY pid=… " and what the format says; nothing is printed after it. */
static inline void plant_ready(const char *format, ...)
{
    va_list more;
    printf("READY pid=%d ", (int)getpid());
    va_start(more, format);
    vprintf(format, more);
    va_end(more);
    printf("\n");
    fflush(stdout);
}

static inline struct sockaddr_in plant_loopback(int port)
{
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons((unsigned short)port);
    return address;
}

static inline int plant_port(int socket)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    plant_check(getsockname(socket, (struct sockaddr *)&address, &length), "getsockname");
    return ntohs(address.sin_port);
}

/* Binds a socket to a free port of 127.0.0.1; listens unless the backlog is negative. */
static inline int plant_bind(int type, int backlog)
{
    int fd = plant_check(socket(AF_INET, type | SOCK_CLOEXEC, 0), "socket");
    struct sockaddr_in address = plant_loopback(0);
    plant_check(bind(fd, (struct sockaddr *)&address, sizeof address), "bind");
    if (backlog >= 0)
        plant_check(listen(fd, backlog), "listen");
    return fd;
}

static inline int plant_connect(int port)
{
    int fd = plant_check(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"); /* OPENED */
    struct sockaddr_in address = plant_loopback(port);
    plant_check(connect(fd, (struct sockaddr *)&address, sizeof address), "connect");
    return fd;
}

#endif
