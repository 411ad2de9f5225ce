/*
 * A worker that leaks, and is restarted in place every 40 seconds because that "helps". Read
 * README.md beside this file for the story.
 */
#include "../peer.h"

enum { TICK_MICROS = 2000 };

static const double RESTART_SECONDS = 40;

/* What a generation tells the next one: the parent of the first, when that started (seconds of
 * CLOCK_MONOTONIC), the peer's port and the data folder. */
static const char HANDED_ON[] = "SEEP_PLANT_RESTARTED";

static unsigned long done, refused;

static void ask(int port, const char *question, int leak)
{
    int fd = plant_check(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"); /* OPENED */
    struct sockaddr_in address = plant_loopback(port);
    plant_check(connect(fd, (struct sockaddr *)&address, sizeof address), "connect");
    if (!peer_says_ok(fd, question)) {
        refused++;
        if (leak)
            return; /* PLANTED: closed by nobody but the next exec */
    }
    done++;
    close(fd);
}

/* In a later generation: takes the place of the one before. Returns the peer's port, or 0. */
static int take_over(struct plant *plant)
{
    int parent, port;
    const char *text = getenv(HANDED_ON);
    if (!text)
        return 0;
    if (sscanf(text, "%d %lf %d %3071s", &parent, &plant->started, &port, plant->dir) != 4)
        exit(64);
    plant->parent = parent;
    return port;
}

/* The same process, a new program: every descriptor with O_CLOEXEC is closed on the way. */
static void restart(const struct plant *plant, int port, char **argv)
{
    char text[4096];
    snprintf(text, sizeof text, "%d %.6f %d %s", (int)plant->parent, plant->started, port,
             plant->dir);
    setenv(HANDED_ON, text, 1);
    execv("/proc/self/exe", argv);
    plant_fail("execv");
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    signal(SIGPIPE, SIG_IGN);
    int port = take_over(&plant);
    double restart_at = plant_now() + RESTART_SECONDS;
    if (port == 0) {
        struct peer peer = peer_start();
        port = peer.port;
        plant_ready("peer=127.0.0.1:%d helpers=%d", peer.port, (int)peer.pid);
    }

    double lived = plant_now() - plant.started;
    struct plant_pace good = {plant.among, (unsigned long)(lived * plant.among)};
    struct plant_pace bad = {plant.per_second, (unsigned long)(lived * plant.per_second)};
    while (!plant_over(&plant)) {
        while (plant_due(&plant, &good))
            ask(port, "job\n", plant.leak);
        while (plant_due(&plant, &bad))
            ask(port, "refuse\n", plant.leak);
        if (plant_now() >= restart_at)
            restart(&plant, port, argv);
        usleep(TICK_MICROS);
    }
    return 0;
}
