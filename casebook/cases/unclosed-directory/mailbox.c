/*
 * A mail store that looks through a folder of messages, and stops when it has found what it looks
 * for. Read README.md beside this file for the story.
 */
#include <dirent.h>
#include <fcntl.h>

#include "../plant.h"

enum { TICK_MICROS = 2000, MESSAGES = 20 };

static unsigned long found, missed;

static void fill(const char *folder)
{
    if (mkdir(folder, 0777) < 0 && errno != EEXIST)
        plant_fail(folder);
    for (int i = 0; i < MESSAGES; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/message-%02d", folder, i);
        close(plant_check(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644), path));
    }
}

/* Is a message of this name in the folder? */
static int has_message(const char *folder, const char *name, int leak)
{
    DIR *listing = opendir(folder); /* OPENED */
    if (!listing)
        plant_fail(folder);
    for (struct dirent *entry; (entry = readdir(listing));) {
        if (!strcmp(entry->d_name, name)) {
            found++;
            if (!leak)
                closedir(listing);
            return 1; /* PLANTED: found, and returned from the middle of the listing */
        }
    }
    missed++;
    closedir(listing);
    return 0;
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    char folder[4000];
    snprintf(folder, sizeof folder, "%s/inbox", plant.dir);
    fill(folder);
    plant_ready("dir=%s", plant.dir);

    struct plant_pace misses = {plant.among, 0}, hits = {plant.per_second, 0};
    while (!plant_over(&plant)) {
        while (plant_due(&plant, &misses))
            has_message(folder, "message-from-nobody", plant.leak);
        while (plant_due(&plant, &hits))
            has_message(folder, "message-07", plant.leak);
        usleep(TICK_MICROS);
    }
    return 0;
}
