// A server whose handler waits for an event, also when whoever asked for it is gone. Read README.md
// beside this file for the story.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

const patience = 500 * time.Millisecond

// desk tells callers when something has happened.
type desk struct {
	leaking bool
	// What callers wait for who ask for an event that is still to come. It never does.
	events chan string
}

func (d *desk) serve(listener net.Listener) {
	mux := http.NewServeMux()
	mux.HandleFunc("/past", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "it has happened")
	})
	mux.HandleFunc("/next", d.next)
	must(http.Serve(listener, mux)) // OPENED
}

func (d *desk) next(w http.ResponseWriter, r *http.Request) {
	if d.leaking {
		fmt.Fprintln(w, <-d.events) // PLANTED: it is not looked whether anybody still waits
		return
	}
	select {
	case event := <-d.events:
		fmt.Fprintln(w, event)
	case <-r.Context().Done():
	}
}

// call asks once, over a connection of its own, and hangs up when its patience is at its end.
func call(url string) {
	client := http.Client{
		Transport: &http.Transport{DisableKeepAlives: true},
		Timeout:   patience,
	}
	response, err := client.Get(url)
	if err != nil {
		return
	}
	_, _ = io.Copy(io.Discard, response.Body)
	_ = response.Body.Close()
}

// callers are the helper: those who ask for the past get it, those who ask for the future do not.
func callers(p *plant) {
	p.every(p.among, func() { call("http://" + p.helping + "/past") })
	p.every(p.perSecond, func() { go call("http://" + p.helping + "/next") })
	fmt.Println("calling")
	p.live()
}

func main() {
	p := parsePlant()
	if p.helping != "" {
		callers(p)
		return
	}
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	must(err)
	d := &desk{leaking: p.leak, events: make(chan string)}
	go d.serve(listener)
	_, helper := p.helper(listener.Addr().String())
	p.ready(fmt.Sprintf("listening=%s helpers=%d", listener.Addr(), helper))
	p.live()
}
