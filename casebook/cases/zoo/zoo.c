/*
 * One of every kind of descriptor, and the truth about each on standard output. Read README.md
 * beside this file.
 */
#include "zoo.h"

#include <fcntl.h>

int truth(int fd, const char *name, const char *kind, const char *state, const char *detail, ...)
{
    plant_check(fd, name);
    printf("{\"fd\":%d,\"name\":\"%s\",\"kind\":\"%s\"", fd, name, kind);
    if (state)
        printf(",\"state\":\"%s\"", state);
    printf(",\"detail\":{");
    va_list more;
    va_start(more, detail);
    vprintf(detail, more);
    va_end(more);
    printf("}}\n");
    return fd;
}

void absent(const char *name, const char *kind)
{
    printf("{\"name\":\"%s\",\"kind\":\"%s\",\"absent\":%s}\n", name, kind, json(strerror(errno)));
}

/* Length of the UTF-8 sequence at the start of s, 0 when there is none (overlong forms apart). */
static int utf8_length(const unsigned char *s)
{
    int n = s[0] < 0x80 ? 1 : s[0] >= 0xc2 && s[0] < 0xe0 ? 2 : (s[0] & 0xf0) == 0xe0 ? 3 : 0;
    for (int i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    }
    return n;
}

const char *json(const char *bytes)
{
    static char ring[4][16384];
    static int turn;
    char *text = ring[turn++ % 4], *out = text;
    *out++ = '"';
    for (const unsigned char *s = (const unsigned char *)bytes; *s;) {
        int n = utf8_length(s);
        if (n == 0) {
            out += sprintf(out, "\\udc%02x", *s++);
        } else if (*s < 0x20 || *s == '"' || *s == '\\' || *s == 0x7f) {
            out += sprintf(out, "\\u%04x", *s++);
        } else {
            memcpy(out, s, (size_t)n);
            out += n;
            s += n;
        }
    }
    strcpy(out, "\"");
    return text;
}

/* Standard input, output and error are whatever the starter gave. */
static void inherited(void)
{
    for (int fd = 0; fd < 3; fd++) {
        struct stat s;
        if (fstat(fd, &s) < 0)
            continue;
        const char *kind = S_ISFIFO(s.st_mode)   ? "pipe"
                           : S_ISCHR(s.st_mode)  ? "device"
                           : S_ISSOCK(s.st_mode) ? "socket"
                                                 : "file";
        truth(fd, "inherited", kind, NULL, "\"closeOnExec\":false");
    }
}

/* The dynamic loader closes what it opens; what else the starter left open would spoil the count. */
static void close_the_rest(void)
{
    for (int fd = 3; fd < 1024; fd++)
        close(fd);
}

int main(int argc, char **argv)
{
    struct plant plant = plant_parse(argc, argv);
    char dir[4096];
    if (!realpath(plant.dir, dir))
        plant_fail(plant.dir);
    signal(SIGPIPE, SIG_IGN);
    close_the_rest();
    inherited();
    zoo_files(dir);
    zoo_special(dir);
    zoo_other_sockets(dir);
    zoo_tcp();
    prctl(PR_SET_NAME, "zo\n\033[31m<b>\xff)");
    plant_ready("dir=%s", dir);
    while (!plant_over(&plant))
        usleep(200 * 1000);
    return 0;
}
