// A service that gives each client a thread of the system, as a library with state of its own in
// each thread demands, and never tells one of them to end. Read README.md beside this file.
package main

import (
	"runtime"
	"time"
)

const soundTime = 20 * time.Millisecond

type service struct {
	leaking bool
	// Of clients that said no goodbye, should they come back.
	silent []chan<- string
}

// play does what comes out of the channel, until that is closed. The thread is its own: it ends
// with the goroutine, as that returns without UnlockOSThread.
func play(sounds <-chan string) {
	runtime.LockOSThread()
	for range sounds {
		time.Sleep(soundTime)
	}
}

func (s *service) client(saysGoodbye bool) {
	sounds := make(chan string, 1)
	go play(sounds)
	sounds <- "hello"
	if !saysGoodbye && s.leaking {
		s.silent = append(s.silent, sounds) // PLANTED: so its player waits for ever
		return
	}
	close(sounds)
}

func main() {
	p := parsePlant()
	s := &service{leaking: p.leak}
	p.every(p.among, func() { s.client(true) })
	p.every(p.perSecond, func() { s.client(false) })
	p.ready("")
	p.live()
}
