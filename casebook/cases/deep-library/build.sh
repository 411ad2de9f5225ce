#!/bin/sh
# usage: build.sh OUT : the library into OUT, and the program that finds it beside itself.
set -eu
here=$(dirname "$0")
compile() {
  g++ -std=c++17 -O2 -g -fomit-frame-pointer -fno-optimize-sibling-calls "$@"
}
compile -fPIC -shared -o "$1/libdepot.so" "$here/depot.cpp"
# The loader is to read $ORIGIN, and not the shell.
# shellcheck disable=SC2016
compile -o "$1/gallery" "$here/gallery.cpp" -L "$1" -ldepot -Wl,-rpath,'$ORIGIN'
