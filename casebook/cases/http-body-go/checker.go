// A checker of pages that looks at no more than the status of one that is broken, and leaves its
// body where it is. Read README.md beside this file for the story.
package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

const (
	pageBytes      = 2 * 1024
	errorPageBytes = 48 * 1024
	answerTime     = 5 * time.Second
)

var errBroken = errors.New("a broken page")

type checker struct {
	client  *http.Client
	leaking bool
	bytes   int64
}

// check fetches one page.
func (c *checker) check(url string) error {
	response, err := c.client.Get(url)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		if c.leaking {
			return errBroken // PLANTED: its body is neither read nor closed
		}
		_, _ = io.Copy(io.Discard, response.Body)
		must(response.Body.Close())
		return errBroken
	}
	n, err := io.Copy(io.Discard, response.Body)
	c.bytes += n
	must(response.Body.Close())
	return err
}

// serve is the site: a broken page comes with a long explanation.
func serve(p *plant) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	must(err)
	http.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(make([]byte, pageBytes))
	})
	http.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = w.Write(make([]byte, errorPageBytes))
	})
	fmt.Println(listener.Addr())
	go func() { must(http.Serve(listener, nil)) }()
	p.live()
}

func main() {
	p := parsePlant()
	if p.helping != "" {
		serve(p)
		return
	}
	site, helper := p.helper("the site")
	transport := &http.Transport{ResponseHeaderTimeout: answerTime}
	c := &checker{client: &http.Client{Transport: transport}, leaking: p.leak}
	p.every(p.among, func() { must(c.check("http://" + site + "/page")) })
	p.every(p.perSecond, func() {
		if err := c.check("http://" + site + "/broken"); err != errBroken {
			must(fmt.Errorf("not broken: %v", err))
		}
	})
	p.ready(fmt.Sprintf("peer=%s helpers=%d", site, helper))
	p.live()
}
