/*
 * A process that is handed open files over a unix socket, and does not know that they are its own
 * now. Read README.md beside this file for the story.
 */
#include <fcntl.h>

#include "../plant.h"

enum { TICK_MICROS = 2000 };

static unsigned long bytes_read;

/* Sends one descriptor and one byte, which says what is to be done with it. */
static void hand_over(int channel, int fd, char purpose)
{
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec data = {&purpose, 1};
    struct msghdr message;
    memset(&message, 0, sizeof message);
    memset(&control, 0, sizeof control);
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = &control;
    message.msg_controllen = sizeof control;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &fd, sizeof fd);
    plant_check((int)sendmsg(channel, &message, MSG_NOSIGNAL), "sendmsg");
}

/* Receives one descriptor; it is this process's from here on. */
static int __attribute__((noinline)) receive(int channel, char *purpose)
{
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec data = {purpose, 1};
    struct msghdr message;
    memset(&message, 0, sizeof message);
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = &control;
    message.msg_controllen = sizeof control;
    if (recvmsg(channel, &message, MSG_CMSG_CLOEXEC) != 1) /* OPENED */
        return -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    int fd = -1;
    if (header && header->cmsg_type == SCM_RIGHTS)
        memcpy(&fd, CMSG_DATA(header), sizeof fd);
    return fd;
}

/* The helper: opens files and hands them over, most to be read ('r') and some to be shown ('s'). */
static void hand_out(struct plant plant, int channel, pid_t owner)
{
    plant_helper(owner);
    plant.parent = owner;
    struct plant_pace reads = {plant.among, 0}, shows = {plant.per_second, 0};
    for (unsigned long number = 1; !plant_over(&plant);) {
        int to_read = plant_due(&plant, &reads);
        if (!to_read && !plant_due(&plant, &shows)) {
            usleep(TICK_MICROS);
            continue;
        }
        char path[4096];
        snprintf(path, sizeof path, "%s/handed/%06lu.dat", plant.dir, number++);
        int fd = plant_check(open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644), path);
        plant_check((int)write(fd, "handed over\n", 12), path);
        hand_over(channel, fd, to_read ? 'r' : 's');
        close(fd);
        if (to_read)
            unlink(path);
    }
    _exit(0);
}

static void use(int fd, char purpose, int leak)
{
    char text[64];
    ssize_t n = pread(fd, text, sizeof text, 0);
    bytes_read += n > 0 ? (unsigned long)n : 0;
    if (purpose == 's' && leak)
        return; /* PLANTED: whoever sent it will close it, is the belief */
    close(fd);
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    char folder[4000];
    snprintf(folder, sizeof folder, "%s/handed", plant.dir);
    if (mkdir(folder, 0777) < 0 && errno != EEXIST)
        plant_fail(folder);
    int ends[2];
    plant_check(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), "socketpair");
    pid_t owner = getpid();
    pid_t helper = plant_check(fork(), "fork");
    if (helper == 0)
        hand_out(plant, ends[1], owner);
    close(ends[1]);
    struct timeval patience = {0, 200 * 1000};
    plant_check(setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience),
                "SO_RCVTIMEO");
    plant_ready("helpers=%d dir=%s", (int)helper, plant.dir);

    while (!plant_over(&plant)) {
        char purpose = 0;
        int fd = receive(ends[0], &purpose);
        if (fd >= 0)
            use(fd, purpose, plant.leak);
        else if (errno != EAGAIN)
            return 1;
    }
    return 0;
}
