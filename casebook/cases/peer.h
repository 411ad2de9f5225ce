/*
 * The other side of the plants that ask one peer: answers "ok" to every line and keeps the
 * connection, but to a line that begins with "refuse" it answers "no" and hangs up.
 */
#ifndef SEEP_CASEBOOK_PEER_H
#define SEEP_CASEBOOK_PEER_H

#include <sys/epoll.h>

#include "plant.h"

struct peer {
    int port;
    pid_t pid;
};

static inline void peer_answer(int fd)
{
    char line[256];
    ssize_t n = read(fd, line, sizeof line);
    if (n >= 6 && !memcmp(line, "refuse", 6)) {
        if (write(fd, "no\n", 3) == 3)
            shutdown(fd, SHUT_WR);
        close(fd);
    } else if (n <= 0 || write(fd, "ok\n", 3) != 3) {
        close(fd);
    }
}

static inline void peer_serve(pid_t owner, int listener)
{
    plant_helper(owner);
    int epoll = plant_check(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    struct epoll_event event;
    memset(&event, 0, sizeof event);
    event.events = EPOLLIN;
    event.data.fd = listener;
    plant_check(epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event), "epoll_ctl");
    while (epoll_wait(epoll, &event, 1, -1) == 1 || errno == EINTR) {
        int fd = event.data.fd;
        if (fd != listener) {
            peer_answer(fd);
        } else if ((fd = accept(listener, NULL, NULL)) >= 0) {
            event.events = EPOLLIN;
            event.data.fd = fd;
            plant_check(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
        }
    }
    _exit(1);
}

static inline struct peer peer_start(void)
{
    int listener = plant_bind(SOCK_STREAM, 128);
    struct peer peer = {plant_port(listener), 0};
    pid_t owner = getpid();
    peer.pid = plant_check(fork(), "fork");
    if (peer.pid == 0)
        peer_serve(owner, listener);
    close(listener);
    return peer;
}

/* Asks one question over a connection. Did the peer say "ok"? */
static inline int peer_says_ok(int fd, const char *question)
{
    char answer[16] = "";
    if (write(fd, question, strlen(question)) < 0)
        return 0;
    return read(fd, answer, sizeof answer - 1) > 0 && !strncmp(answer, "ok", 2);
}

#endif
