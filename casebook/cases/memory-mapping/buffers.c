/*
 * A service that maps its large buffers by itself, past malloc. Read README.md beside this file for
 * the story.
 */
#include <sys/mman.h>

#include "../plant.h"

enum { TICK_MICROS = 2000, BUFFER_BYTES = 256 * 1024 };

static unsigned long rendered, failed;

static char *map_buffer(void)
{
    int kind = MAP_PRIVATE | MAP_ANONYMOUS;
    char *buffer = mmap(NULL, BUFFER_BYTES, PROT_READ | PROT_WRITE, kind, -1, 0); /* OPENED */
    if (buffer == MAP_FAILED)
        plant_fail("mmap");
    return buffer;
}

/* Renders a frame; -1 when it turns out that there is nothing to show. */
static int render(int empty, int leak)
{
    char *buffer = map_buffer();
    memset(buffer, empty ? 0 : 'x', BUFFER_BYTES);
    if (buffer[0] == 0) {
        failed++;
        if (leak)
            return -1; /* PLANTED: an empty frame keeps its buffer */
    } else {
        rendered++;
    }
    munmap(buffer, BUFFER_BYTES);
    return 0;
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    plant_ready("dir=%s", plant.dir);
    struct plant_pace full = {plant.among, 0}, empty = {plant.per_second, 0};
    while (!plant_over(&plant)) {
        while (plant_due(&plant, &full))
            render(0, plant.leak);
        while (plant_due(&plant, &empty))
            render(1, plant.leak);
        usleep(TICK_MICROS);
    }
    return 0;
}
