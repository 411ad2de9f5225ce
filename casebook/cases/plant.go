// What the plants in Go share: their options, the rhythm of their traffic, their helper, and when
// they have to end. A case holds a link to this file, as Go builds the files of one folder only.
//
// A plant ends by itself: after --seconds, when the process that started it is gone, or by SIGTERM,
// whose default action is all it needs. A helper is the same program with --help-with; it ends
// within a fifth of a second of its plant.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

type plant struct {
	leak      bool
	perSecond float64 // leaks a second
	among     float64 // healthy operations a second beside the leaks
	seconds   float64 // life of the plant
	dir       string  // data folder
	helping   string  // what a helper helps with: "" in the plant itself
	parent    int
	started   time.Time
}

func parsePlant() *plant {
	p := &plant{parent: os.Getppid(), started: time.Now()}
	healthy := flag.Bool("healthy", false, "do not leak")
	flag.BoolVar(&p.leak, "leak", true, "leak")
	flag.Float64Var(&p.perSecond, "per-second", 1, "leaks a second")
	flag.Float64Var(&p.among, "among", 10, "healthy operations a second beside the leaks")
	flag.Float64Var(&p.seconds, "seconds", 600, "life of the plant")
	flag.StringVar(&p.dir, "dir", "", "data folder")
	flag.StringVar(&p.helping, "help-with", "", "be the helper of a plant")
	flag.Parse()
	p.leak = p.leak && !*healthy
	if p.perSecond <= 0 || p.among <= 0 || p.seconds <= 0 {
		fmt.Fprintln(os.Stderr, "--per-second, --among and --seconds take numbers above 0")
		os.Exit(64)
	}
	switch {
	case p.helping != "": // writes nothing
	case p.dir != "":
		must(os.MkdirAll(p.dir, 0o777))
	default:
		made, err := os.MkdirTemp("", "seep-case-")
		must(err)
		p.dir = made
	}
	return p
}

// every does something at a steady rate; what fell behind is caught up with.
func (p *plant) every(rate float64, task func()) {
	began := time.Now()
	go func() {
		for done := 1.0; ; done++ {
			due := time.Duration(done / rate * float64(time.Second))
			time.Sleep(time.Until(began.Add(due)))
			task()
		}
	}()
}

// helper starts this very program again as its helper, and gives the line that it prints first.
func (p *plant) helper(with string) (line string, pid int) {
	executable, err := os.Executable()
	must(err)
	command := exec.Command(executable, "-help-with", with,
		fmt.Sprintf("-per-second=%g", p.perSecond), fmt.Sprintf("-among=%g", p.among))
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	must(err)
	must(command.Start())
	line, err = bufio.NewReader(output).ReadString('\n')
	must(err)
	// The helper says no more: its pipe is kept, as what is dropped would be a finalizer's.
	keep(output)
	return strings.TrimSpace(line), command.Process.Pid
}

// ready prints the one line that says what there is to find.
func (p *plant) ready(more string) {
	fmt.Printf("READY pid=%d dir=%s %s\n", os.Getpid(), p.dir, more)
}

// live waits until it is time to end.
func (p *plant) live() {
	for os.Getppid() == p.parent && time.Since(p.started).Seconds() < p.seconds {
		time.Sleep(200 * time.Millisecond)
	}
}

var kept struct {
	sync.Mutex
	things []interface{}
}

// keep holds something for the life of the process.
func keep(thing interface{}) {
	kept.Lock()
	defer kept.Unlock()
	kept.things = append(kept.things, thing)
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
