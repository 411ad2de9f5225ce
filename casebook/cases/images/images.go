// A server with two leaks at once: uploads that are never closed, and an HTTP client without a
// timeout towards a service that hangs. Read README.md beside this file for the story.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

const (
	uploadsPerSecond = 4
	thumbsPerSecond  = 5
	imageBytes       = 16 * 1024
)

var (
	leak      = flag.Bool("leak", true, "leak")
	healthy   = flag.Bool("healthy", false, "do not leak")
	perSecond = flag.Float64("per-second", 1, "leaks a second, of each of the two")
	seconds   = flag.Float64("seconds", 600, "life of the plant")
	dir       = flag.String("dir", "", "data folder")
	mended    = flag.Bool("files-closed", false, "the first of the two leaks is mended")
	service   = flag.Bool("service", false, "be the service that hangs")
)

// images is the gallery: every upload stays reachable through it, so that no finalizer of os.File
// closes one when the garbage collector runs.
type images struct {
	mu     sync.Mutex
	folder string
	count  int
	open   map[string]*os.File
}

func (g *images) store(forget bool) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.count++
	name := filepath.Join(g.folder, fmt.Sprintf("%06d.png", g.count))
	file, err := os.Create(name) // OPENED
	if err != nil {
		return err
	}
	if _, err := file.Write(make([]byte, imageBytes)); err != nil {
		return err
	}
	if forget {
		g.open[name] = file // PLANTED: kept for "the next request", never closed
		return nil
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Remove(name)
}

// resize asks the service for a thumbnail; what does not answer hangs as long as the client waits.
func resize(client *http.Client, url string) {
	response, err := client.Get(url)
	if err != nil {
		return
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, response.Body)
}

func every(rate float64, task func()) {
	go func() {
		for range time.Tick(time.Duration(float64(time.Second) / rate)) {
			task()
		}
	}()
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// endWithParent ends this process when the one that started it is gone, or its time is over.
func endWithParent(parent int) {
	started := time.Now()
	for os.Getppid() == parent && time.Since(started).Seconds() < *seconds {
		time.Sleep(200 * time.Millisecond)
	}
}

// serve answers /thumb at once and /resize never: until the client hangs up.
func serve(parent int) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	must(err)
	http.HandleFunc("/thumb", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(make([]byte, 512))
	})
	http.HandleFunc("/resize", func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
	})
	fmt.Println(listener.Addr())
	go func() { must(http.Serve(listener, nil)) }()
	endWithParent(parent)
}

func startService() (address string, pid int) {
	executable, err := os.Executable()
	must(err)
	command := exec.Command(executable, "-service")
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	must(err)
	must(command.Start())
	line, err := bufio.NewReader(output).ReadString('\n')
	must(err)
	return strings.TrimSpace(line), command.Process.Pid
}

func main() {
	parent := os.Getppid()
	flag.Parse()
	if *service {
		serve(parent)
		return
	}
	leaking := *leak && !*healthy
	if *dir == "" {
		made, err := os.MkdirTemp("", "seep-case-")
		must(err)
		*dir = made
	}
	gallery := &images{folder: filepath.Join(*dir, "images"), open: map[string]*os.File{}}
	must(os.MkdirAll(gallery.folder, 0o777))

	address, helper := startService()
	transport := &http.Transport{DisableKeepAlives: true}
	client := &http.Client{Transport: transport} // PLANTED: no timeout
	if !leaking {
		client.Timeout = 2 * time.Second
	}
	every(uploadsPerSecond, func() { must(gallery.store(false)) })
	every(*perSecond, func() { must(gallery.store(leaking && !*mended)) })
	every(thumbsPerSecond, func() { resize(client, "http://"+address+"/thumb") })
	every(*perSecond, func() { go resize(client, "http://"+address+"/resize") })
	fmt.Printf("READY pid=%d peer=%s helpers=%d dir=%s\n", os.Getpid(), address, helper, *dir)
	endWithParent(parent)
}
