// A file server with a listener for each transfer, as FTP has it, which waits for ever for a client
// that does not come. Read README.md beside this file for the story.
package main

import (
	"io"
	"net"
	"time"
)

const patience = 200 * time.Millisecond

type server struct{ leaking bool }

// offer opens a port for one transfer and says where; the transfer waits on a goroutine of its own.
func (s *server) offer() (string, error) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0") // OPENED
	if err != nil {
		return "", err
	}
	if !s.leaking {
		limit := time.Now().Add(patience)
		must(listener.(*net.TCPListener).SetDeadline(limit))
	}
	go transfer(listener)
	return listener.Addr().String(), nil
}

func transfer(listener net.Listener) {
	defer listener.Close()
	connection, err := listener.Accept() // PLANTED: no deadline, for a client that may not come
	if err != nil {
		return
	}
	_, _ = connection.Write([]byte("the file\n"))
	_ = connection.Close()
}

// fetch is a client that takes what it asked for.
func fetch(s *server) {
	address, err := s.offer()
	must(err)
	connection, err := net.Dial("tcp4", address)
	must(err)
	_, _ = io.Copy(io.Discard, connection)
	must(connection.Close())
}

// abandon is a client that asks, and is gone.
func abandon(s *server) {
	_, err := s.offer() // CALLER
	must(err)
}

func main() {
	p := parsePlant()
	s := &server{leaking: p.leak}
	p.every(p.among, func() { fetch(s) })
	p.every(p.perSecond, func() { abandon(s) })
	p.ready("")
	p.live()
}
