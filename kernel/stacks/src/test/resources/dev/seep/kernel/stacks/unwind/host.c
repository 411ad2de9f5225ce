#include <dlfcn.h>
#include <unistd.h>

int main(int argc, char **argv) {
  char c;
  read(0, &c, 1);
  void *library = dlopen(argv[1], RTLD_NOW);
  int (*enter)(void) = (int (*)(void))dlsym(library, "plugin_enter");
  int n = enter();
  return n < 0;
}
