package main

import (
	"fmt"
	"syscall"
)

type server struct{ name string }

//go:noinline
func (s *server) serve(fd int) int {
	n := wait(fd)
	return n + len(s.name)
}

func wait(fd int) int {
	var buffer [1]byte
	n, _ := syscall.Read(fd, buffer[:])
	return n
}

func main() {
	s := &server{"images"}
	done := make(chan int)
	go func() {
		n := s.serve(0)
		done <- n
	}()
	fmt.Println(<-done)
}
