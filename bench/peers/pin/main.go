// A server on github.com/pin/tftp as its documentation shows one, reading from a folder: what a Go program gets.
//
//	pin ADDRESS:PORT ROOT
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/pin/tftp"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: pin ADDRESS:PORT ROOT")
		os.Exit(2)
	}
	root := os.Args[2]
	read := func(name string, to io.ReaderFrom) error {
		file, err := os.Open(filepath.Join(root, filepath.Base(name)))
		if err != nil {
			return err
		}
		defer file.Close()
		_, err = to.ReadFrom(file)
		return err
	}
	if err := tftp.NewServer(read, nil).ListenAndServe(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
