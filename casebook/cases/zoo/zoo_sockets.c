/* Sockets other than TCP. */
#define _GNU_SOURCE
#include "zoo.h"

#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/vm_sockets.h>
#include <stddef.h>
#include <sys/un.h>

static int new_socket(int family, int type, int protocol)
{
    return socket(family, type | SOCK_CLOEXEC, protocol);
}

static void datagrams(void)
{
    truth(new_socket(AF_INET, SOCK_DGRAM, 0), "udp-unbound", "socket", "datagram",
          "\"family\":\"INET\",\"protocol\":\"UDP\",\"unlisted\":true");
    int bound = plant_bind(SOCK_DGRAM, -1);
    truth(bound, "udp-bound", "socket", "datagram",
          "\"family\":\"INET\",\"protocol\":\"UDP\",\"unlisted\":false,"
          "\"local\":\"127.0.0.1:%d\"",
          plant_port(bound));
    int connected = new_socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in address = plant_loopback(plant_port(bound));
    plant_check(connect(connected, (struct sockaddr *)&address, sizeof address), "connect");
    truth(connected, "udp-connected", "socket", "datagram",
          "\"family\":\"INET\",\"protocol\":\"UDP\",\"unlisted\":false,"
          "\"local\":\"127.0.0.1:%d\",\"remote\":\"127.0.0.1:%d\"",
          plant_port(connected), plant_port(bound));
    int six = new_socket(AF_INET6, SOCK_DGRAM, 0);
    struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    if (six < 0 || bind(six, (struct sockaddr *)&any, sizeof any) < 0) {
        absent("udp6-bound", "socket");
        close(six);
    } else {
        socklen_t length = sizeof any;
        getsockname(six, (struct sockaddr *)&any, &length);
        truth(six, "udp6-bound", "socket", "datagram",
              "\"family\":\"INET6\",\"protocol\":\"UDPv6\",\"unlisted\":false,"
              "\"local\":\"[::1]:%d\"",
              ntohs(any.sin6_port));
    }
}

static void unix_pairs(void)
{
    int pair[2];
    plant_check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), "socketpair");
    for (int i = 0; i < 2; i++)
        truth(pair[i], "unix-pair", "socket", "unix-connected",
              "\"family\":\"UNIX\",\"protocol\":\"UNIX-STREAM\",\"otherFd\":%d", pair[1 - i]);
    plant_check(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, pair), "socketpair");
    for (int i = 0; i < 2; i++)
        truth(pair[i], "unix-datagram-pair", "socket", "unix-connected",
              "\"family\":\"UNIX\",\"protocol\":\"UNIX\",\"otherFd\":%d", pair[1 - i]);
    plant_check(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), "socketpair");
    for (int i = 0; i < 2; i++)
        truth(pair[i], "unix-seqpacket-pair", "socket", "unix-connected",
              "\"family\":\"UNIX\",\"protocol\":\"UNIX\",\"otherFd\":%d", pair[1 - i]);
    plant_check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), "socketpair");
    close(pair[1]);
    truth(pair[0], "unix-lonely", "socket", "unix-lonely",
          "\"family\":\"UNIX\",\"protocol\":\"UNIX-STREAM\"");
    truth(new_socket(AF_UNIX, SOCK_STREAM, 0), "unix-unused", "socket", "unix-lonely",
          "\"family\":\"UNIX\",\"protocol\":\"UNIX-STREAM\"");
}

/* The name must fit into the 108 bytes of sun_path: the folder's may not, so it is changed into. */
static void unix_names(const char *dir)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    plant_check(chdir(dir), dir);
    strcpy(address.sun_path, "listen.sock");
    unlink(address.sun_path);
    int named = new_socket(AF_UNIX, SOCK_STREAM, 0);
    plant_check(bind(named, (struct sockaddr *)&address, sizeof address), "bind");
    plant_check(listen(named, 4), "listen");
    truth(named, "unix-listen", "socket", "listen",
          "\"family\":\"UNIX\",\"protocol\":\"UNIX-STREAM\",\"path\":\"listen.sock\"");

    memset(address.sun_path, 0, sizeof address.sun_path);
    int length = snprintf(address.sun_path + 1, sizeof address.sun_path - 1, "seep-zoo-%d",
                          (int)getpid());
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length);
    int abstract = new_socket(AF_UNIX, SOCK_STREAM, 0);
    plant_check(bind(abstract, (struct sockaddr *)&address, size), "bind");
    plant_check(listen(abstract, 4), "listen");
    truth(abstract, "unix-listen-abstract", "socket", "listen",
          "\"family\":\"UNIX\",\"protocol\":\"UNIX-STREAM\",\"path\":\"@seep-zoo-%d\"",
          (int)getpid());

    memset(address.sun_path, 0, sizeof address.sun_path);
    strcpy(address.sun_path, "data\ngram\033[31m\xff.sock");
    unlink(address.sun_path);
    int datagram = new_socket(AF_UNIX, SOCK_DGRAM, 0);
    plant_check(bind(datagram, (struct sockaddr *)&address, sizeof address), "bind");
    truth(datagram, "unix-datagram", "socket", "datagram",
          "\"family\":\"UNIX\",\"protocol\":\"UNIX\",\"path\":%s", json(address.sun_path));
}

static void maybe(int fd, const char *name, const char *state, const char *family,
                  const char *protocol)
{
    if (fd < 0)
        absent(name, "socket");
    else
        truth(fd, name, "socket", state, "\"family\":\"%s\",\"protocol\":\"%s\"", family, protocol);
}

static void rare_families(void)
{
    int bound = new_socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    struct sockaddr_nl address = {.nl_family = AF_NETLINK};
    if (bound >= 0)
        plant_check(bind(bound, (struct sockaddr *)&address, sizeof address), "bind");
    maybe(bound, "netlink-bound", "other", "NETLINK", "NETLINK");
    maybe(new_socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE), "netlink-unbound", "other", "NETLINK",
          "NETLINK");
    maybe(new_socket(AF_INET, SOCK_RAW, IPPROTO_ICMP), "raw", "datagram", "INET", "RAW");
    maybe(new_socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6), "raw6", "datagram", "INET6", "RAWv6");
    maybe(new_socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP), "ping", "datagram", "INET", "PING");
    maybe(new_socket(AF_PACKET, SOCK_DGRAM, 0), "packet", "other", "PACKET", "PACKET");
    maybe(new_socket(AF_VSOCK, SOCK_STREAM, 0), "vsock", "other", "VSOCK", "AF_VSOCK");
}

void zoo_other_sockets(const char *dir)
{
    datagrams();
    unix_pairs();
    unix_names(dir);
    rare_families();
}
