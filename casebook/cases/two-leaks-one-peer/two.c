/*
 * A client that leaks to one peer from two places, at two rates, beside a third that does not.
 * Read README.md beside this file for the story.
 */
#include "../peer.h"

enum { TICK_MICROS = 2000, EVENTS_A_POLL = 2 };

static unsigned long refused_polls, refused_events;

static int dial(int port)
{
    int fd = plant_check(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"); /* OPENED */
    struct sockaddr_in address = plant_loopback(port);
    plant_check(connect(fd, (struct sockaddr *)&address, sizeof address), "connect");
    return fd;
}

static void __attribute__((noinline)) fetch_config(int port)
{
    int fd = dial(port);
    if (!peer_says_ok(fd, "config\n"))
        plant_fail("config");
    close(fd);
}

static void __attribute__((noinline)) poll_status(int port, int leak)
{
    int fd = dial(port); /* CALLER of the slower leak */
    if (!peer_says_ok(fd, "refuse to poll\n")) {
        refused_polls++;
        if (leak)
            return; /* PLANTED: the slower leak */
    }
    close(fd);
}

static void __attribute__((noinline)) push_event(int port, int leak)
{
    int fd = dial(port); /* CALLER of the faster leak */
    if (!peer_says_ok(fd, "refuse to push\n")) {
        refused_events++;
        if (leak)
            return; /* PLANTED: the faster leak */
    }
    close(fd);
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    signal(SIGPIPE, SIG_IGN);
    struct peer peer = peer_start();
    plant_ready("peer=127.0.0.1:%d helpers=%d", peer.port, (int)peer.pid);

    struct plant_pace configs = {plant.among, 0}, polls = {plant.per_second, 0};
    struct plant_pace events = {plant.per_second * EVENTS_A_POLL, 0};
    while (!plant_over(&plant)) {
        while (plant_due(&plant, &configs))
            fetch_config(peer.port);
        while (plant_due(&plant, &polls))
            poll_status(peer.port, plant.leak);
        while (plant_due(&plant, &events))
            push_event(peer.port, plant.leak);
        usleep(TICK_MICROS);
    }
    return 0;
}
