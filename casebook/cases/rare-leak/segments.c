/*
 * A store that reads thousands of segments a second, and once in a while a damaged one. Read
 * README.md beside this file for the story.
 */
#include <fcntl.h>

#include "../plant.h"

enum { TICK_MICROS = 2000, SEGMENTS = 64, SEGMENT_BYTES = 256, READS_PER_AMONG = 600 };

static const char WHOLE = 'w';
static const char DAMAGED = 'd';

static unsigned long bytes_read, damaged;

static void name_segment(char *path, size_t size, const char *folder, unsigned long number)
{
    snprintf(path, size, "%s/%02lu.segment", folder, number % SEGMENTS);
}

/* Of the segments the last one is damaged. */
static void write_segments(const char *folder)
{
    if (mkdir(folder, 0777) < 0 && errno != EEXIST)
        plant_fail(folder);
    for (unsigned long i = 0; i < SEGMENTS; i++) {
        char path[4096], body[SEGMENT_BYTES];
        memset(body, i == SEGMENTS - 1 ? DAMAGED : WHOLE, sizeof body);
        name_segment(path, sizeof path, folder, i);
        int fd = plant_check(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644), path);
        plant_check((int)write(fd, body, sizeof body), path);
        close(fd);
    }
}

/* Reads a segment; -1 when its sum is wrong. */
static int read_segment(const char *folder, unsigned long number, int leak)
{
    char path[4096], body[SEGMENT_BYTES];
    name_segment(path, sizeof path, folder, number);
    int fd = open(path, O_RDONLY | O_CLOEXEC); /* OPENED */
    plant_check(fd, path);
    bytes_read += read(fd, body, sizeof body) > 0 ? sizeof body : 0;
    if (body[0] != WHOLE) {
        damaged++;
        if (leak)
            return -1; /* PLANTED: what is damaged stays open */
        close(fd);
        return -1;
    }
    close(fd);
    return 0;
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    char folder[4000];
    snprintf(folder, sizeof folder, "%s/store", plant.dir);
    write_segments(folder);
    plant_ready("dir=%s", plant.dir);

    struct plant_pace reads = {plant.among * READS_PER_AMONG, 0}, bad = {plant.per_second, 0};
    while (!plant_over(&plant)) {
        while (plant_due(&plant, &reads)) {
            unsigned long number = reads.done % (SEGMENTS - 1);
            if (plant_due(&plant, &bad))
                number = SEGMENTS - 1;
            read_segment(folder, number, plant.leak);
        }
        usleep(TICK_MICROS);
    }
    return 0;
}
