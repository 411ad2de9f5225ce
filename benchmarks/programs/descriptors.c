/*
 * Opens and closes descriptors in the ways that the benchmarks measure:
 *
 *   descriptors pairs socket|dup            one line "MILLIS" in, one line "NANOS_A_PAIR" out
 *   descriptors burst THREADS EACH SURVIVORS  a line in starts it; "DONE opened=… closed=…" out
 *   descriptors steady PER_SECOND           until standard input ends
 *
 * Prints "READY pid=…" first and ends when its standard input does.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void check(int result, const char *what)
{
    if (result < 0) {
        fprintf(stderr, "descriptors: %s: %s\n", what, strerror(errno));
        exit(1);
    }
}

static void raise_limit(void)
{
    struct rlimit limit;
    check(getrlimit(RLIMIT_NOFILE, &limit), "getrlimit");
    limit.rlim_cur = limit.rlim_max;
    check(setrlimit(RLIMIT_NOFILE, &limit), "setrlimit");
}

static void ready(void)
{
    printf("READY pid=%d\n", (int)getpid());
    fflush(stdout);
}

static int next_line(char *line, size_t size)
{
    return fgets(line, (int)size, stdin) != NULL;
}

/* ---- pairs ---- */

static void one_pair(int use_socket)
{
    int fd = use_socket ? socket(AF_INET, SOCK_STREAM, 0) : dup(0);
    check(fd, "open");
    close(fd);
}

static void pairs(const char *kind)
{
    int use_socket = !strcmp(kind, "socket");
    char line[64];
    while (next_line(line, sizeof line)) {
        double start = now(), end = start + atof(line) / 1000;
        long n = 0;
        while (now() < end) {
            for (int i = 0; i < 16; i++)
                one_pair(use_socket);
            n += 16;
        }
        printf("%.1f\n", (now() - start) * 1e9 / (double)n);
        fflush(stdout);
    }
}

/* ---- burst ---- */

struct share {
    long each, survivors, opened, closed;
};

/* Its own function, so that every open has the same two callers. */
static int __attribute__((noinline)) open_one(void)
{
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    check(fd, "open");
    return fd;
}

static void *burst_thread(void *argument)
{
    struct share *share = argument;
    long kept = 0;
    for (long i = 0; i < share->each; i++) {
        int fd = open_one();
        share->opened++;
        /* Spread evenly: after i + 1 opens, (i + 1) * survivors / each of them are kept. */
        if (kept < (i + 1) * share->survivors / share->each) {
            kept++;
            continue;
        }
        close(fd);
        share->closed++;
    }
    return NULL;
}

static void burst(int threads, long each, long survivors)
{
    char line[64];
    if (threads < 1 || threads > 64 || !next_line(line, sizeof line))
        exit(64);
    pthread_t running[64];
    struct share shares[64];
    long opened = 0, closed = 0;
    double start = now();
    for (int i = 0; i < threads; i++) {
        shares[i] = (struct share){each, survivors / threads, 0, 0};
        if (pthread_create(&running[i], NULL, burst_thread, &shares[i]) != 0)
            exit(1);
    }
    for (int i = 0; i < threads; i++) {
        pthread_join(running[i], NULL);
        opened += shares[i].opened;
        closed += shares[i].closed;
    }
    printf("DONE opened=%ld closed=%ld seconds=%.3f\n", opened, closed, now() - start);
    fflush(stdout);
    while (next_line(line, sizeof line)) {
    }
}

/* ---- steady ---- */

/* A tenth of them live for a moment, the others are closed at once. */
static void steady(double per_second)
{
    enum { HELD = 64 };
    int held[HELD];
    memset(held, -1, sizeof held);
    double start = now();
    struct pollfd input = {0, POLLIN, 0};
    for (long done = 0; poll(&input, 1, 1) == 0;) {
        for (; (double)done < (now() - start) * per_second; done++) {
            int fd = open_one();
            if (done % 10 == 0) {
                int slot = (int)(done / 10 % HELD);
                if (held[slot] >= 0)
                    close(held[slot]);
                held[slot] = fd;
            } else {
                close(fd);
            }
        }
    }
}

int main(int argc, char **argv)
{
    raise_limit();
    if (argc == 3 && !strcmp(argv[1], "pairs")) {
        ready();
        pairs(argv[2]);
    } else if (argc == 5 && !strcmp(argv[1], "burst")) {
        ready();
        burst(atoi(argv[2]), atol(argv[3]), atol(argv[4]));
    } else if (argc == 3 && !strcmp(argv[1], "steady")) {
        ready();
        steady(atof(argv[2]));
    } else {
        fprintf(stderr, "usage: descriptors pairs socket|dup | burst THREADS EACH SURVIVORS |"
                        " steady PER_SECOND\n");
        return 64;
    }
    return 0;
}
