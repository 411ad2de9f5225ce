package main

// #include <unistd.h>
// static int wait_in_c(int fd) {
//   char c;
//   int n = read(fd, &c, 1);
//   return n + 1;
// }
import "C"

func main() {
	n := C.wait_in_c(0)
	println(n)
}
