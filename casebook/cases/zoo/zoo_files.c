/* Files, directories, devices, pipes. */
#define _GNU_SOURCE
#include "zoo.h"

#include <fcntl.h>

static const char *in(const char *dir, const char *name)
{
    static char ring[2][8192];
    static int turn;
    char *path = ring[turn++ % 2];
    snprintf(path, sizeof ring[0], "%s/%s", dir, name);
    return path;
}

static int open_new(const char *path, int flags)
{
    return plant_check(open(path, flags | O_CREAT, 0644), path);
}

static void file_truth(int fd, const char *name, const char *path, const char *more)
{
    truth(fd, name, "file", NULL, "\"path\":%s%s", json(path), more);
}

static void plain_files(const char *dir)
{
    const char *path = in(dir, "plain");
    file_truth(open_new(path, O_RDWR | O_CLOEXEC), "file", path,
               ",\"deleted\":false,\"closeOnExec\":true,\"access\":\"O_RDWR\"");
    int inherited = open_new(path, O_RDONLY);
    file_truth(inherited, "file-without-cloexec", path,
               ",\"closeOnExec\":false,\"access\":\"O_RDONLY\"");
    file_truth(dup(inherited), "file-dup", path, ",\"closeOnExec\":false");

    path = in(dir, "offset");
    int fd = open_new(path, O_RDWR | O_CLOEXEC);
    if (ftruncate(fd, 20000) < 0 || lseek(fd, 12345, SEEK_SET) < 0)
        plant_fail(path);
    file_truth(fd, "file-offset", path, ",\"offset\":12345,\"sizeBytes\":20000");

    path = in(dir, "append");
    file_truth(open_new(path, O_WRONLY | O_APPEND | O_CLOEXEC), "file-append", path,
               ",\"append\":true,\"access\":\"O_WRONLY\"");
    path = in(dir, "plain");
    file_truth(open(path, O_PATH | O_CLOEXEC), "file-path-only", path, ",\"pathOnly\":true");
    char status[64];
    snprintf(status, sizeof status, "/proc/%d/status", (int)getpid());
    file_truth(open(status, O_RDONLY | O_CLOEXEC), "file-proc", status, ",\"deleted\":false");
}

static void deleted_files(const char *dir)
{
    const char *path = in(dir, "gone");
    int fd = open_new(path, O_RDWR | O_CLOEXEC);
    unlink(path);
    file_truth(fd, "file-deleted", path, ",\"deleted\":true");

    path = in(dir, "report (deleted)");
    file_truth(open_new(path, O_RDWR | O_CLOEXEC), "file-named-deleted", path,
               ",\"deleted\":false");
    path = in(dir, "gone (deleted)");
    fd = open_new(path, O_RDWR | O_CLOEXEC);
    unlink(path);
    file_truth(fd, "file-named-deleted-and-deleted", path, ",\"deleted\":true");

    fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0)
        absent("file-tmpfile", "file");
    else
        truth(fd, "file-tmpfile", "file", NULL, "\"deleted\":true");
}

static void hostile_files(const char *dir)
{
    static const char *const names[][2] = {
        {"hostile-newline", "new\nline\ttab"},
        {"hostile-escape", "esc\033[31mred\033]0;title\a"},
        {"hostile-html", "<script>alert(1)<!-- '\"&amp;"},
        {"hostile-utf8", "bad\xff\xfe utf8\xc3"},
        {"hostile-shell", "back\\slash $(reboot) `x` %s%n"},
        {"hostile-bidi", "bidi\xe2\x80\xae" "gpj.exe"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *path = in(dir, names[i][1]);
        file_truth(open_new(path, O_RDWR | O_CLOEXEC), names[i][0], path, ",\"deleted\":false");
    }
}

static void directories(const char *dir)
{
    truth(open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "directory", "directory", NULL,
          "\"path\":%s,\"deleted\":false", json(dir));
    const char *path = in(dir, "emptied");
    if (mkdir(path, 0755) < 0 && errno != EEXIST)
        plant_fail(path);
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    rmdir(path);
    truth(fd, "directory-deleted", "directory", NULL, "\"path\":%s,\"deleted\":true", json(path));
}

static void devices(void)
{
    truth(open("/dev/null", O_RDWR | O_CLOEXEC), "device", "device", NULL,
          "\"path\":\"/dev/null\",\"block\":false");
    truth(open("/dev/urandom", O_RDONLY | O_CLOEXEC), "device-random", "device", NULL,
          "\"path\":\"/dev/urandom\",\"block\":false");
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0) {
        absent("device-terminal", "device");
        close(master);
        return;
    }
    truth(master, "device-terminal", "device", NULL, "\"block\":false");
    truth(open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC), "device-terminal-slave", "device",
          NULL, "\"path\":\"%s\",\"block\":false", ptsname(master));
}

static void pipes(const char *dir)
{
    int ends[2];
    plant_check(pipe2(ends, O_CLOEXEC), "pipe2");
    truth(ends[0], "pipe-read", "pipe", NULL, "\"readEnd\":true,\"writeEnd\":false,\"otherFd\":%d",
          ends[1]);
    truth(ends[1], "pipe-write", "pipe", NULL, "\"readEnd\":false,\"writeEnd\":true,\"otherFd\":%d",
          ends[0]);
    plant_check(pipe2(ends, 0), "pipe2");
    close(ends[1]);
    truth(ends[0], "pipe-lonely-read", "pipe", NULL,
          "\"readEnd\":true,\"writeEnd\":false,\"otherEnds\":0,\"closeOnExec\":false");
    plant_check(pipe2(ends, O_CLOEXEC), "pipe2");
    close(ends[0]);
    truth(ends[1], "pipe-lonely-write", "pipe", NULL,
          "\"readEnd\":false,\"writeEnd\":true,\"otherEnds\":0");
    const char *path = in(dir, "fifo");
    if (mkfifo(path, 0600) < 0 && errno != EEXIST)
        plant_fail(path);
    truth(open(path, O_RDWR | O_CLOEXEC), "fifo", "fifo", NULL,
          "\"path\":%s,\"readEnd\":true,\"writeEnd\":true", json(path));
}

void zoo_files(const char *dir)
{
    plain_files(dir);
    deleted_files(dir);
    hostile_files(dir);
    directories(dir);
    devices();
    pipes(dir);
}
