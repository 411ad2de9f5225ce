/*
 * A client that is healthy until its token runs out. Read README.md beside this file for the story.
 */
#include "../peer.h"

enum { TICK_MICROS = 2000 };

/* Six hours, in this plant's time. */
static const double TOKEN_SECONDS = 30;

static unsigned long renewed, refused;

static int dial(int port)
{
    int fd = plant_check(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"); /* OPENED */
    struct sockaddr_in address = plant_loopback(port);
    plant_check(connect(fd, (struct sockaddr *)&address, sizeof address), "connect");
    return fd;
}

static void __attribute__((noinline)) fetch_page(int port)
{
    int fd = dial(port);
    if (!peer_says_ok(fd, "page\n"))
        plant_fail("page");
    close(fd);
}

/* The peer renews a token as long as the old one holds, and refuses from then on. */
static void __attribute__((noinline)) renew_token(const struct plant *plant, int port)
{
    int fd = dial(port); /* CALLER */
    int holds = plant_now() - plant->started < TOKEN_SECONDS;
    if (!peer_says_ok(fd, holds ? "renew\n" : "refuse: too late\n")) {
        refused++;
        if (plant->leak)
            return; /* PLANTED: a path that nobody walks for the first six hours */
    }
    renewed++;
    close(fd);
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    signal(SIGPIPE, SIG_IGN);
    struct peer peer = peer_start();
    plant_ready("peer=127.0.0.1:%d helpers=%d", peer.port, (int)peer.pid);

    struct plant_pace pages = {plant.among, 0}, renewals = {plant.per_second, 0};
    while (!plant_over(&plant)) {
        while (plant_due(&plant, &pages))
            fetch_page(peer.port);
        while (plant_due(&plant, &renewals))
            renew_token(&plant, peer.port);
        usleep(TICK_MICROS);
    }
    return 0;
}
