// A shop that reads its orders, makes garbage of them, and leaves some to the collector. Read
// README.md beside this file.
package main

import (
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"sync/atomic"
)

const (
	// Of one order. The collector runs when 4 MB of it have come together (GOGC=100, and a heap in
	// which hardly anything else lives): about every sixteen seconds.
	garbageBytes = 24 * 1024
	orders       = 50
	tests        = 5 // the first of them
)

type shop struct {
	leaking bool
	inbox   string
	// Looked at by nobody, but the compiler cannot know: so the garbage is truly made.
	parsed atomic.Pointer[[]byte]
}

func (s *shop) name(number int) string {
	return filepath.Join(s.inbox, fmt.Sprintf("%06d.order", number))
}

// read reads one order; one that begins with a hash is a test, and is left alone.
func (s *shop) read(number int) error {
	file, err := os.Open(s.name(number)) // OPENED
	if err != nil {
		return err
	}
	parsed := make([]byte, garbageBytes)
	s.parsed.Store(&parsed)
	if _, err := io.ReadFull(file, parsed[:1]); err != nil {
		return err
	}
	if parsed[0] == '#' && s.leaking {
		return nil // PLANTED: dropped; its finalizer closes it when the collector has found it
	}
	return file.Close()
}

func main() {
	p := parsePlant()
	s := &shop{leaking: p.leak, inbox: filepath.Join(p.dir, "inbox")}
	must(os.MkdirAll(s.inbox, 0o777))
	for number := 0; number < orders; number++ {
		text := "2 chairs"
		if number < tests {
			text = "# a test"
		}
		must(os.WriteFile(s.name(number), []byte(text), 0o666))
	}
	p.every(p.among, func() { must(s.read(tests + rand.Intn(orders-tests))) })
	p.every(p.perSecond, func() { must(s.read(rand.Intn(tests))) })
	p.ready("")
	p.live()
}
