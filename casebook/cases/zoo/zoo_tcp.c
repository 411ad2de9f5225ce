/* TCP, in each state that can be held. */
#define _GNU_SOURCE
#include "zoo.h"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>

enum { UNREAD_BYTES = 12345, SYN_RETRANSMITS = 127, GIVE_UP_MILLIS = 300, PATIENCE_MILLIS = 10000 };

static int listener_port;

static int tcp(int family, int flags)
{
    return plant_check(socket(family, SOCK_STREAM | SOCK_CLOEXEC | flags, 0), "socket");
}

static int connect_to(int fd, int port)
{
    struct sockaddr_in address = plant_loopback(port);
    return connect(fd, (struct sockaddr *)&address, sizeof address);
}

/* A connected pair: the client's end in ends[0], the accepted one in ends[1]. */
static void connected(int listener, int ends[2])
{
    ends[0] = plant_connect(listener_port);
    ends[1] = plant_check(accept4(listener, NULL, NULL, SOCK_CLOEXEC), "accept");
}

static void tcp_truth(int fd, const char *name, const char *state, int unlisted, const char *more)
{
    truth(fd, name, "socket", state,
          "\"family\":\"INET\",\"protocol\":\"TCP\",\"unlisted\":%s%s", unlisted ? "true" : "false",
          more);
}

/* With both ends, as getsockname(2) and getpeername(2) tell; unread below 0 claims nothing. */
static void live(int fd, const char *name, const char *state, long unread)
{
    struct sockaddr_in peer;
    socklen_t length = sizeof peer;
    plant_check(getpeername(fd, (struct sockaddr *)&peer, &length), "getpeername");
    char more[160];
    int n = snprintf(more, sizeof more, ",\"local\":\"127.0.0.1:%d\",\"remote\":\"127.0.0.1:%d\"",
                     plant_port(fd), ntohs(peer.sin_port));
    if (unread >= 0)
        snprintf(more + n, sizeof more - (size_t)n, ",\"receiveQueueBytes\":%ld", unread);
    tcp_truth(fd, name, state, 0, more);
}

static int tcp_state(int fd)
{
    struct tcp_info info;
    socklen_t length = sizeof info;
    plant_check(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length), "TCP_INFO");
    return info.tcpi_state;
}

/* The kernel works on loopback in its own time: wait until a socket is where it is to be. */
static void until(int fd, int state, const char *name)
{
    for (int waited = 0; tcp_state(fd) != state; waited++) {
        if (waited > PATIENCE_MILLIS) {
            fprintf(stderr, "%s: state %d, not %d\n", name, tcp_state(fd), state);
            exit(1);
        }
        usleep(1000);
    }
}

static void unused(void)
{
    tcp_truth(tcp(AF_INET, 0), "tcp-never-connected", "never-connected", 1, "");
    int bound = tcp(AF_INET, 0);
    struct sockaddr_in address = plant_loopback(0);
    plant_check(bind(bound, (struct sockaddr *)&address, sizeof address), "bind");
    char more[64];
    snprintf(more, sizeof more, ",\"local\":\"127.0.0.1:%d\"", plant_port(bound));
    tcp_truth(bound, "tcp-bound", "bound", 1, more);
}

static void established(int listener)
{
    int ends[2];
    connected(listener, ends);
    live(ends[0], "tcp-established", "established", 0);
    live(ends[1], "tcp-accepted", "established", 0);

    connected(listener, ends);
    char bytes[UNREAD_BYTES];
    memset(bytes, 'x', sizeof bytes);
    if (write(ends[1], bytes, sizeof bytes) != sizeof bytes)
        plant_fail("write");
    int arrived = 0;
    while (recv(ends[0], bytes, sizeof bytes, MSG_PEEK | MSG_WAITALL) != UNREAD_BYTES &&
           arrived++ < 100)
        usleep(1000);
    live(ends[0], "tcp-unread", "established", UNREAD_BYTES);
    live(ends[1], "tcp-unread-peer", "established", 0);
}

static void half_closed(int listener)
{
    int ends[2];
    connected(listener, ends);
    shutdown(ends[1], SHUT_WR);
    until(ends[0], TCP_CLOSE_WAIT, "tcp-close-wait");
    until(ends[1], TCP_FIN_WAIT2, "tcp-fin-wait");
    /* The kernel counts the peer's FIN as one byte to read: the queue is left unsaid. */
    live(ends[0], "tcp-close-wait", "close-wait", -1);
    live(ends[1], "tcp-fin-wait", "fin-wait", -1);
}

static void dead(int listener)
{
    int ends[2];
    connected(listener, ends);
    struct linger now = {1, 0};
    setsockopt(ends[1], SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close(ends[1]);
    until(ends[0], TCP_CLOSE, "tcp-reset");
    char more[96];
    snprintf(more, sizeof more, ",\"death\":\"reset\",\"remote\":\"127.0.0.1:%d\"", listener_port);
    tcp_truth(ends[0], "tcp-reset", "dead", 1, more);

    snprintf(more, sizeof more, ",\"death\":\"closed\",\"remote\":\"127.0.0.1:%d\"", listener_port);
    connected(listener, ends);
    close(ends[1]);
    until(ends[0], TCP_CLOSE_WAIT, "tcp-closed-by-peer-first");
    shutdown(ends[0], SHUT_WR);
    until(ends[0], TCP_CLOSE, "tcp-closed-by-peer-first");
    tcp_truth(ends[0], "tcp-closed-by-peer-first", "dead", 1, more);

    connected(listener, ends);
    shutdown(ends[0], SHUT_WR);
    until(ends[1], TCP_CLOSE_WAIT, "tcp-closed-by-us-first");
    close(ends[1]);
    until(ends[0], TCP_CLOSE, "tcp-closed-by-us-first");
    tcp_truth(ends[0], "tcp-closed-by-us-first", "dead", 1, more);
}

/* A port of loopback where nobody listens: it was bound, and closed again. */
static int dead_port(void)
{
    int fd = plant_bind(SOCK_STREAM, -1);
    int port = plant_port(fd);
    close(fd);
    return port;
}

static void refused(void)
{
    int port = dead_port();
    int blocking = tcp(AF_INET, 0);
    connect_to(blocking, port);
    tcp_truth(blocking, "tcp-refused-blocking", "dead", 1, ",\"death\":\"refused\"");
    int busy = tcp(AF_INET, SOCK_NONBLOCK);
    connect_to(busy, port);
    until(busy, TCP_CLOSE, "tcp-refused");
    char more[96];
    snprintf(more, sizeof more, ",\"death\":\"refused\",\"remote\":\"127.0.0.1:%d\"", port);
    tcp_truth(busy, "tcp-refused", "dead", 1, more);
}

static void listening(int listener, const char *name)
{
    char more[64];
    snprintf(more, sizeof more, ",\"local\":\"127.0.0.1:%d\"", plant_port(listener));
    tcp_truth(listener, name, "listen", 0, more);
}

/* A listener whose accept queue is full drops each further SYN. */
static void connecting(void)
{
    int silent = plant_bind(SOCK_STREAM, 0);
    int port = plant_port(silent);
    listening(silent, "tcp-listen-full");
    live(plant_connect(port), "tcp-established-unaccepted", "established", 0);

    int pending = tcp(AF_INET, SOCK_NONBLOCK), retransmits = SYN_RETRANSMITS;
    setsockopt(pending, IPPROTO_TCP, TCP_SYNCNT, &retransmits, sizeof retransmits);
    connect_to(pending, port);
    char more[128];
    snprintf(more, sizeof more, ",\"local\":\"127.0.0.1:%d\",\"remote\":\"127.0.0.1:%d\"",
             plant_port(pending), port);
    tcp_truth(pending, "tcp-connecting", "connecting", 0, more);

    int given_up = tcp(AF_INET, SOCK_NONBLOCK), millis = GIVE_UP_MILLIS;
    setsockopt(given_up, IPPROTO_TCP, TCP_USER_TIMEOUT, &millis, sizeof millis);
    connect_to(given_up, port);
    until(given_up, TCP_CLOSE, "tcp-timed-out");
    snprintf(more, sizeof more, ",\"death\":\"refused\",\"remote\":\"127.0.0.1:%d\"", port);
    tcp_truth(given_up, "tcp-timed-out", "dead", 1, more);
}

static void version_six(void)
{
    int never = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (never < 0) {
        absent("tcp6-never-connected", "socket");
        return;
    }
    truth(never, "tcp6-never-connected", "socket", "never-connected",
          "\"family\":\"INET6\",\"protocol\":\"TCPv6\",\"unlisted\":true");
    int mapped = tcp(AF_INET6, 0);
    struct sockaddr_in6 to = {.sin6_family = AF_INET6, .sin6_port = htons(listener_port)};
    inet_pton(AF_INET6, "::ffff:127.0.0.1", &to.sin6_addr);
    plant_check(connect(mapped, (struct sockaddr *)&to, sizeof to), "connect");
    truth(mapped, "tcp6-mapped", "socket", "established",
          "\"family\":\"INET6\",\"protocol\":\"TCPv6\",\"unlisted\":false,"
          "\"remote\":\"127.0.0.1:%d\"",
          listener_port);

    int listener = tcp(AF_INET6, 0);
    struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    if (bind(listener, (struct sockaddr *)&any, sizeof any) < 0 || listen(listener, 8) < 0) {
        absent("tcp6-listen", "socket");
        close(listener);
        return;
    }
    socklen_t length = sizeof any;
    getsockname(listener, (struct sockaddr *)&any, &length);
    truth(listener, "tcp6-listen", "socket", "listen",
          "\"family\":\"INET6\",\"protocol\":\"TCPv6\",\"unlisted\":false,\"local\":\"[::1]:%d\"",
          ntohs(any.sin6_port));
    int client = tcp(AF_INET6, 0);
    plant_check(connect(client, (struct sockaddr *)&any, sizeof any), "connect");
    truth(client, "tcp6-established", "socket", "established",
          "\"family\":\"INET6\",\"protocol\":\"TCPv6\",\"unlisted\":false,\"remote\":\"[::1]:%d\"",
          ntohs(any.sin6_port));
}

static void multipath(void)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_MPTCP);
    if (fd < 0)
        absent("mptcp-never-connected", "socket");
    else
        truth(fd, "mptcp-never-connected", "socket", "never-connected",
              "\"family\":\"INET\",\"protocol\":\"MPTCP\",\"unlisted\":true");
}

void zoo_tcp(void)
{
    int listener = plant_bind(SOCK_STREAM, 16);
    listener_port = plant_port(listener);
    listening(listener, "tcp-listen");
    unused();
    established(listener);
    half_closed(listener);
    dead(listener);
    refused();
    connecting();
    version_six();
    multipath();
}
