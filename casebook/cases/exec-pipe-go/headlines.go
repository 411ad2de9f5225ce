// A server that has another program read the first line of a text, and waits for that program only
// when it said something. Read README.md beside this file for the story.
package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
)

// failure is the report of an error, with the command that it came of: so no finalizer of os.File
// closes its pipe when the garbage collector runs.
type failure struct {
	command *exec.Cmd
	err     error
}

type headlines struct {
	leaking  bool
	mu       sync.Mutex
	failures []failure
}

// of gives the first line of a text.
func (h *headlines) of(name string) (string, error) {
	command := exec.Command("head", "-n1", name)
	output, err := command.StdoutPipe() // OPENED
	if err != nil {
		return "", err
	}
	if err := command.Start(); err != nil {
		return "", err
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil && h.leaking {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.failures = append(h.failures, failure{command, err})
		return "", err // PLANTED: without Wait, which reaps the child and closes the pipe
	}
	if waited := command.Wait(); err == nil {
		err = waited
	}
	return line, err
}

func main() {
	p := parsePlant()
	text, empty := filepath.Join(p.dir, "text"), filepath.Join(p.dir, "empty")
	must(os.WriteFile(text, []byte("The news\nand the rest of it\n"), 0o666))
	must(os.WriteFile(empty, nil, 0o666))
	h := &headlines{leaking: p.leak}
	p.every(p.among, func() {
		_, err := h.of(text)
		must(err)
	})
	p.every(p.perSecond, func() {
		if _, err := h.of(empty); err == nil {
			must(fmt.Errorf("%s has a headline", empty))
		}
	})
	p.ready("")
	p.live()
}
