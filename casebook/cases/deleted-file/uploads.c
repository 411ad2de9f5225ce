/*
 * A service that takes uploads into temporary files which it unlinks at once, so that nothing stays
 * behind; and something does. Read README.md beside this file for the story.
 */
#include <fcntl.h>

#include "../plant.h"

enum { TICK_MICROS = 2000, PART_BYTES = 4096, PARTS = 4 };

static unsigned long started, stored, aborted;

/* A file without a name: its space comes back with the last close, however the process ends. */
static int open_scratch(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%06lu.part", folder, ++started);
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600); /* OPENED */
    plant_check(fd, path);
    plant_check(unlink(path), path);
    return fd;
}

/* Takes one upload of which so many parts arrive; -1 when the client goes before the last one. */
static int take_upload(const char *folder, int arriving, int leak)
{
    static const char part[PART_BYTES] = "a part of a file";
    int fd = open_scratch(folder);
    for (int i = 0; i < PARTS; i++) {
        if (i == arriving) {
            aborted++;
            if (leak)
                return -1; /* PLANTED: the file has no name, so there seems nothing to clean up */
            close(fd);
            return -1;
        }
        if (write(fd, part, sizeof part) != sizeof part)
            plant_fail("write");
    }
    stored += lseek(fd, 0, SEEK_CUR) == PARTS * PART_BYTES;
    close(fd);
    return 0;
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    char folder[4000];
    snprintf(folder, sizeof folder, "%s/uploads", plant.dir);
    if (mkdir(folder, 0777) < 0 && errno != EEXIST)
        plant_fail(folder);
    plant_ready("dir=%s", plant.dir);

    struct plant_pace whole = {plant.among, 0}, broken = {plant.per_second, 0};
    while (!plant_over(&plant)) {
        while (plant_due(&plant, &whole))
            take_upload(folder, PARTS, plant.leak);
        while (plant_due(&plant, &broken))
            take_upload(folder, 1, plant.leak);
        usleep(TICK_MICROS);
    }
    return 0;
}
