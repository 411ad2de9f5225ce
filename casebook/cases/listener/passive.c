/*
 * A server of files that opens a listener for each transfer, as FTP does in its passive mode, and
 * whose clients do not always come. Read README.md beside this file for the story.
 */
#include <poll.h>

#include "../plant.h"

enum { TICK_MICROS = 2000 };

static const char ABORT = 'a';

/* What the server tells the client: where to fetch, and whether this client will. */
struct offer {
    int port;
    int wanted;
};

static unsigned long sent, aborted;

/* The helper: fetches what is offered, or says that it will not come. */
static void fetch_for_ever(pid_t owner, int control)
{
    plant_helper(owner);
    struct offer offer;
    while (read(control, &offer, sizeof offer) == sizeof offer) {
        if (!offer.wanted) {
            plant_check((int)write(control, &ABORT, 1), "abort");
            continue;
        }
        char data[512];
        int fd = plant_connect(offer.port);
        while (read(fd, data, sizeof data) > 0)
            continue;
        close(fd);
    }
    _exit(0);
}

/* A listener of its own for one transfer, on a port of the kernel's choice. */
static int open_data_port(void)
{
    int fd = plant_check(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"); /* OPENED */
    struct sockaddr_in address = plant_loopback(0);
    plant_check(bind(fd, (struct sockaddr *)&address, sizeof address), "bind");
    plant_check(listen(fd, 1), "listen");
    return fd;
}

static void send_file(int listener)
{
    static const char file[512] = "the file";
    int fd = plant_check(accept(listener, NULL, NULL), "accept");
    sent += write(fd, file, sizeof file) > 0;
    close(fd);
}

/* One transfer: 0 when the client came for it, -1 when it took its wish back. */
static int transfer(int control, int wanted, int leak)
{
    int listener = open_data_port();
    struct offer offer = {plant_port(listener), wanted};
    plant_check((int)write(control, &offer, sizeof offer), "control");
    struct pollfd client[] = {{listener, POLLIN, 0}, {control, POLLIN, 0}};
    plant_check(poll(client, 2, -1), "poll");
    if (client[1].revents) {
        char abort;
        aborted += read(control, &abort, 1) == 1;
        if (leak)
            return -1; /* PLANTED: nobody will come, and the port stays open */
        close(listener);
        return -1;
    }
    send_file(listener);
    close(listener);
    return 0;
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    signal(SIGPIPE, SIG_IGN);
    int control[2];
    plant_check(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control), "socketpair");
    pid_t owner = getpid();
    pid_t client = plant_check(fork(), "fork");
    if (client == 0) {
        close(control[0]);
        fetch_for_ever(owner, control[1]);
    }
    close(control[1]);
    plant_ready("helpers=%d", (int)client);

    struct plant_pace wanted = {plant.among, 0}, unwanted = {plant.per_second, 0};
    while (!plant_over(&plant)) {
        while (plant_due(&plant, &wanted))
            transfer(control[0], 1, plant.leak);
        while (plant_due(&plant, &unwanted))
            transfer(control[0], 0, plant.leak);
        usleep(TICK_MICROS);
    }
    return 0;
}
