/* The zoo's own words: how one descriptor's truth is written. See README.md beside this file. */
#ifndef SEEP_CASEBOOK_ZOO_H
#define SEEP_CASEBOOK_ZOO_H

#include "../plant.h"

/*
 * Prints {"fd":fd,"name":name,"kind":kind,"state":state,"detail":{…}} and returns fd. `detail` is
 * a printf format of ready JSON members; a state of NULL is left out.
 */
int truth(int fd, const char *name, const char *kind, const char *state, const char *detail, ...)
    __attribute__((format(printf, 5, 6)));

/* Says that this machine does not permit a kind, with errno's text as the reason. */
void absent(const char *name, const char *kind);

/* The path as a JSON string in quotes: undecodable bytes become lone surrogates \udc80 to \udcff. */
const char *json(const char *bytes);

void zoo_files(const char *dir);
void zoo_special(const char *dir);
void zoo_tcp(void);
void zoo_other_sockets(const char *dir);

#endif
