// A server that reads uploads, and keeps the file of one that it cannot decode. Read README.md
// beside this file for the story.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

const (
	tick        = 2 * time.Millisecond
	uploadBytes = 4096
)

var (
	leak      = flag.Bool("leak", true, "leak")
	healthy   = flag.Bool("healthy", false, "do not leak")
	perSecond = flag.Float64("per-second", 1, "leaks a second")
	among     = flag.Float64("among", 10, "healthy operations a second beside the leaks")
	seconds   = flag.Float64("seconds", 600, "life of the plant")
	dir       = flag.String("dir", "", "data folder")
)

var errFormat = errors.New("not an upload")

// rejected is what could not be decoded, with the file that it came from: so no finalizer of
// os.File closes it when the garbage collector runs.
type rejected struct {
	file *os.File
	err  error
}

type decoder struct {
	folder  string
	count   int
	bytes   int64
	leaking bool
	reports []rejected
}

func (d *decoder) upload(header string) (string, error) {
	d.count++
	name := filepath.Join(d.folder, fmt.Sprintf("%06d.upload", d.count))
	body := make([]byte, uploadBytes)
	copy(body, header)
	return name, os.WriteFile(name, body, 0o666)
}

// decode reads one upload; every one, good or bad, is opened by its first line.
func (d *decoder) decode(name string) error {
	file, err := os.Open(name) // OPENED
	if err != nil {
		return err
	}
	header := make([]byte, 4)
	if _, err := io.ReadFull(file, header); err != nil || string(header) != "UPL1" {
		if d.leaking {
			d.reports = append(d.reports, rejected{file, errFormat}) // PLANTED: and never closed
			return errFormat
		}
		must(file.Close())
		return errFormat
	}
	n, err := io.Copy(io.Discard, file)
	d.bytes += n
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}

func (d *decoder) handle(header string) {
	name, err := d.upload(header)
	must(err)
	if err := d.decode(name); err == nil {
		must(os.Remove(name)) // a bad one is kept, to be looked at
	} else if !errors.Is(err, errFormat) {
		must(err)
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	parent := os.Getppid()
	flag.Parse()
	if *dir == "" {
		made, err := os.MkdirTemp("", "seep-case-")
		must(err)
		*dir = made
	}
	d := &decoder{folder: filepath.Join(*dir, "uploads"), leaking: *leak && !*healthy}
	must(os.MkdirAll(d.folder, 0o777))
	fmt.Printf("READY pid=%d dir=%s\n", os.Getpid(), *dir)

	started := time.Now()
	good, bad := 0.0, 0.0
	for os.Getppid() == parent && time.Since(started).Seconds() < *seconds {
		elapsed := time.Since(started).Seconds()
		for ; good < elapsed**among; good++ {
			d.handle("UPL1")
		}
		for ; bad < elapsed**perSecond; bad++ {
			d.handle("????")
		}
		time.Sleep(tick)
	}
}
