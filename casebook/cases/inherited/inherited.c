/*
 * A service that reloads by executing itself, and trusts exec to close what it has open. Read
 * README.md beside this file for the story.
 */
#include <fcntl.h>

#include "../plant.h"

enum { TICK_MICROS = 2000, CONFIG_FILES = 3 };

/* What a generation tells the next one: the parent of the first, when that started (seconds of
 * CLOCK_MONOTONIC), which generation it is, and the data folder. */
static const char HANDED_ON[] = "SEEP_PLANT_GENERATION";

static unsigned long take_over(struct plant *plant)
{
    int parent;
    unsigned long number;
    const char *text = getenv(HANDED_ON);
    if (!text)
        return 0;
    if (sscanf(text, "%d %lf %lu %3071s", &parent, &plant->started, &number, plant->dir) != 4)
        exit(64);
    plant->parent = parent;
    return number;
}

static void reload(const struct plant *plant, unsigned long number, char **argv)
{
    char text[4096];
    snprintf(text, sizeof text, "%d %.6f %lu %s", (int)plant->parent, plant->started, number + 1,
             plant->dir);
    setenv(HANDED_ON, text, 1);
    execv("/proc/self/exe", argv);
    plant_fail("execv");
}

/* The one door for all files of this program. */
static int open_file(const char *folder, const char *name, unsigned long number, int flags)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s/%06lu.%s", folder, name, number, name);
    return plant_check(open(path, O_RDWR | O_CREAT | flags, 0644), path); /* OPENED */
}

/* Exec closes these: nobody else does. */
static void __attribute__((noinline)) read_config(const struct plant *plant)
{
    for (unsigned long i = 0; i < CONFIG_FILES; i++)
        open_file(plant->dir, "config", i, O_CLOEXEC);
}

static void __attribute__((noinline)) open_log(const struct plant *plant, unsigned long number)
{
    int flags = plant->leak ? 0 : O_CLOEXEC; /* PLANTED: O_CLOEXEC is forgotten */
    int fd = open_file(plant->dir, "log", number, flags); /* CALLER */
    plant_check((int)write(fd, "reloaded\n", 9), "log");
}

static void answer_request(const struct plant *plant)
{
    close(open_file(plant->dir, "request", 0, O_CLOEXEC));
}

static void make_folder(const struct plant *plant, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", plant->dir, name);
    if (mkdir(path, 0777) < 0 && errno != EEXIST)
        plant_fail(path);
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    unsigned long number = take_over(&plant);
    double reload_at = plant_now() + 1 / plant.per_second;
    if (number == 0) {
        make_folder(&plant, "config");
        make_folder(&plant, "log");
        make_folder(&plant, "request");
    }
    read_config(&plant);
    open_log(&plant, number);
    if (number == 0)
        plant_ready("dir=%s", plant.dir);

    struct plant_pace requests = {plant.among, 0};
    requests.done = (unsigned long)((plant_now() - plant.started) * plant.among);
    while (!plant_over(&plant)) {
        while (plant_due(&plant, &requests))
            answer_request(&plant);
        if (plant_now() >= reload_at)
            reload(&plant, number, argv);
        usleep(TICK_MICROS);
    }
    return 0;
}
