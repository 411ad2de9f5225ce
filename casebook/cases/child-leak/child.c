/*
 * A parent that does its work in forked children: some live for a moment and are healthy, and the
 * one that lives long leaks. Read README.md beside this file for the story.
 */
#include <fcntl.h>
#include <sys/wait.h>

#include "../plant.h"

enum { TICK_MICROS = 5000, CHILDREN_PER_SECOND = 2 };

static const unsigned long FIRST_OF_SHORT_LIVED = 500000;
static unsigned long stored;

static int open_entry(char *path, size_t size, const char *folder)
{
    snprintf(path, size, "%s/%06lu.entry", folder, ++stored);
    return plant_check(open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644), path); /* OPENED */
}

static void store(const char *folder)
{
    char path[4096];
    int fd = open_entry(path, sizeof path, folder);
    if (write(fd, "entry\n", 6) != 6)
        plant_fail(path);
    close(fd);
    unlink(path);
}

/* An entry that turns out to be stale. */
static void __attribute__((noinline)) store_stale(const char *folder, int leak)
{
    char path[4096];
    int fd = open_entry(path, sizeof path, folder); /* CALLER */
    if (leak)
        return; /* PLANTED: given up without a close */
    close(fd);
    unlink(path);
}

/* The long-lived child: prints the READY line, as it is the one that leaks. */
static void work(struct plant plant, const char *folder, pid_t owner)
{
    plant_helper(owner);
    plant.parent = owner;
    plant_ready("parent=%d helpers=%d dir=%s", (int)owner, (int)getpid(), plant.dir);
    struct plant_pace good = {plant.among, 0}, stale = {plant.per_second, 0};
    while (!plant_over(&plant)) {
        while (plant_due(&plant, &good))
            store(folder);
        while (plant_due(&plant, &stale))
            store_stale(folder, plant.leak);
        usleep(TICK_MICROS);
    }
    _exit(0);
}

static void short_lived(const char *folder, pid_t owner)
{
    plant_helper(owner);
    stored = FIRST_OF_SHORT_LIVED;
    store(folder);
    _exit(0);
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    char folder[4000];
    snprintf(folder, sizeof folder, "%s/cache", plant.dir);
    if (mkdir(folder, 0777) < 0 && errno != EEXIST)
        plant_fail(folder);
    pid_t owner = getpid();
    pid_t worker = plant_check(fork(), "fork");
    if (worker == 0)
        work(plant, folder, owner);

    struct plant_pace children = {CHILDREN_PER_SECOND, 0};
    while (!plant_over(&plant)) {
        while (plant_due(&plant, &children)) {
            if (plant_check(fork(), "fork") == 0)
                short_lived(folder, owner);
        }
        pid_t ended;
        while ((ended = waitpid(-1, NULL, WNOHANG)) > 0) {
            if (ended == worker)
                return 1;
        }
        usleep(TICK_MICROS);
    }
    return 0;
}
