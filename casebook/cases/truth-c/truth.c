/*
 * A daemon that reads messages out of files, and returns early from one that is malformed. Read
 * README.md beside this file for the story.
 */
#include <fcntl.h>

#include "../plant.h"

enum { TICK_MICROS = 2000, BODY_BYTES = 512 };

static const char GOOD[] = "MSG1";
static const char MALFORMED[] = "????";

static unsigned long written, bytes_read, rejected;

static void deliver(char *path, size_t size, const char *folder, const char *header)
{
    char body[BODY_BYTES] = "";
    snprintf(path, size, "%s/%06lu.msg", folder, ++written);
    int fd = plant_check(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644), path);
    memcpy(body, header, 4);
    if (write(fd, body, sizeof body) != sizeof body)
        plant_fail(path);
    close(fd);
}

/* Reads one message; -1 for a malformed one. */
static int read_message(const char *path, int leak)
{
    char body[BODY_BYTES];
    int fd = open(path, O_RDONLY | O_CLOEXEC); /* OPENED */
    if (fd < 0)
        return -1;
    ssize_t n = read(fd, body, 4);
    if (n != 4 || memcmp(body, GOOD, 4)) {
        rejected++;
        if (leak)
            return -1; /* PLANTED: an early return, past the close */
        close(fd);
        return -1;
    }
    while ((n = read(fd, body, sizeof body)) > 0)
        bytes_read += (unsigned long)n;
    close(fd);
    return 0;
}

static void handle(const struct plant *plant, const char *folder, const char *header)
{
    char path[4096];
    deliver(path, sizeof path, folder, header);
    int result = read_message(path, plant->leak);
    if (result == 0)
        unlink(path); /* a malformed one is kept, to be looked at */
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    char folder[4000];
    snprintf(folder, sizeof folder, "%s/inbox", plant.dir);
    if (mkdir(folder, 0777) < 0 && errno != EEXIST)
        plant_fail(folder);
    plant_ready("dir=%s", plant.dir);

    struct plant_pace good = {plant.among, 0}, malformed = {plant.per_second, 0};
    while (!plant_over(&plant)) {
        while (plant_due(&plant, &good))
            handle(&plant, folder, GOOD);
        while (plant_due(&plant, &malformed))
            handle(&plant, folder, MALFORMED);
        usleep(TICK_MICROS);
    }
    return 0;
}
