// A small HTTP server on loopback that answers with a kilobyte. Prints its port.
package main

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
)

func main() {
	page := bytes.Repeat([]byte("x"), 1024)
	http.HandleFunc("/", func(answer http.ResponseWriter, _ *http.Request) { answer.Write(page) })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	panic(http.Serve(listener, nil))
}
