#include "traced.h"

/* A server and a client, a file and a copy of it; the second half closes them. */
int main(void)
{
  struct sockaddr_in address = loopback(0), peer;
  socklen_t length = sizeof(address);
  char byte = 'x';

  done();
  await();
  int file = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listener, (void *)&address, length) || listen(listener, 4))
    return 1;
  getsockname(listener, (void *)&address, &length);
  int client = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (connect(client, (void *)&address, length))
    return 2;
  length = sizeof(peer);
  int accepted = accept(listener, (void *)&peer, &length);
  if (write(client, "hello", 5) != 5 || read(accepted, &byte, 1) != 1)
    return 3;
  int copy = dup(file);
  say("file", file);
  say("listener", listener);
  say("client", client);
  say("accepted", accepted);
  say("copy", copy);
  say("port", ntohs(address.sin_port));
  say("clientPort", ntohs(peer.sin_port));
  done();
  await();
  close(accepted);
  close(copy);
  close(client);
  done();
  await();
  return 0;
}
