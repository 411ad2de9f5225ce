/*
 * A service under a load with peaks, that now and then forgets a job: a descriptor and the memory
 * that goes with it. Read README.md beside this file for the story.
 */
#include <fcntl.h>
#include <math.h>

#include "../plant.h"

enum { MAX_JOBS = 1024, JOB_BYTES = 200 * 1000, TICK_MILLIS = 20 };

static const double LEAST_JOBS_PER_SECOND = 2, MOST_JOBS_PER_SECOND = 14;
static const double JOB_SECONDS = 1;

struct job {
    int fd;
    char *buffer;
    double ends;
    unsigned long number;
};

static struct job running[MAX_JOBS];
static unsigned long jobs_started;

static const char *path_of(const struct job *job, const char *folder)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/%06lu.job", folder, job->number);
    return path;
}

static struct job start_job(const char *folder, double now)
{
    struct job job;
    job.number = ++jobs_started;
    const char *path = path_of(&job, folder);
    job.fd = plant_check(open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644), path); /* OPENED */
    job.buffer = malloc(JOB_BYTES);
    memset(job.buffer, 1, JOB_BYTES);
    job.ends = now + JOB_SECONDS;
    if (write(job.fd, job.buffer, 64) != 64)
        plant_fail(path);
    return job;
}

static void end_job(struct job *job, const char *folder)
{
    close(job->fd);
    unlink(path_of(job, folder));
    free(job->buffer);
    job->fd = -1;
}

static void keep(const struct job *job)
{
    for (int i = 0; i < MAX_JOBS; i++) {
        if (running[i].fd < 0) {
            running[i] = *job;
            return;
        }
    }
}

static double jobs_per_second(const struct plant *plant, double now)
{
    double wave = 0.5 - 0.5 * cos(2 * M_PI * (now - plant->started) / plant->period);
    return LEAST_JOBS_PER_SECOND + (MOST_JOBS_PER_SECOND - LEAST_JOBS_PER_SECOND) * wave;
}

static void end_what_is_done(const char *folder, double now)
{
    for (int i = 0; i < MAX_JOBS; i++) {
        if (running[i].fd >= 0 && running[i].ends <= now)
            end_job(&running[i], folder);
    }
}

/* A job that fails: its error path frees nothing. */
static void start_failing_job(const struct plant *plant, const char *folder, double now)
{
    struct job job = start_job(folder, now); /* CALLER */
    if (plant->leak)
        return; /* PLANTED: the error path leaves the descriptor and the buffer behind */
    keep(&job);
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    char folder[4000];
    snprintf(folder, sizeof folder, "%s/spool", plant.dir);
    if (mkdir(folder, 0777) < 0 && errno != EEXIST)
        plant_fail(folder);
    for (int i = 0; i < MAX_JOBS; i++)
        running[i].fd = -1;
    plant_ready("dir=%s", plant.dir);

    double due = 0, failing_due = 0, last = plant_now();
    while (!plant_over(&plant)) {
        double now = plant_now();
        due += (now - last) * jobs_per_second(&plant, now);
        failing_due += (now - last) * plant.per_second;
        last = now;
        end_what_is_done(folder, now);
        for (; due >= 1; due--) {
            struct job job = start_job(folder, now);
            keep(&job);
        }
        for (; failing_due >= 1; failing_due--)
            start_failing_job(&plant, folder, now);
        usleep(TICK_MILLIS * 1000);
    }
    return 0;
}
