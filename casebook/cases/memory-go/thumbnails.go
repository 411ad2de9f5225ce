// A service that keeps each thumbnail it has drawn. Read README.md beside this file for the story.
package main

import "fmt"

const (
	thumbnailBytes = 512 * 1024
	favourites     = 5
	most           = 12 // thumbnails that a cache with a bound keeps
)

// cache gives a thumbnail again without drawing it.
type cache struct {
	leaking bool
	drawn   map[string][]byte
	order   []string // oldest first
	asked   int
}

func (c *cache) get(name string) []byte {
	if picture, ok := c.drawn[name]; ok {
		return picture
	}
	picture := draw()
	c.drawn[name] = picture // PLANTED: and nothing is ever taken out
	c.order = append(c.order, name)
	if !c.leaking && len(c.order) > most {
		delete(c.drawn, c.order[0])
		c.order = c.order[1:]
	}
	return picture
}

// draw touches every byte, so that the memory is truly there.
func draw() []byte {
	picture := make([]byte, thumbnailBytes)
	for i := range picture {
		picture[i] = byte(i)
	}
	return picture
}

func main() {
	p := parsePlant()
	c := &cache{leaking: p.leak, drawn: map[string][]byte{}}
	asks := make(chan string)
	favourite, page := 0, 0
	p.every(p.among, func() {
		favourite++
		asks <- fmt.Sprintf("favourite %d", favourite%favourites)
	})
	p.every(p.perSecond, func() {
		page++
		asks <- fmt.Sprintf("page %d", page) // which nobody asks for again
	})
	go func() {
		for name := range asks {
			c.asked += len(c.get(name)) & 1
		}
	}()
	p.ready("")
	p.live()
}
