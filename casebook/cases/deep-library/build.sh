#!/bin/sh
# usage: build.sh OUT : the library into OUT, and the program that finds it beside itself.
set -eu
here=$(dirname "$0")
options="-std=c++17 -O2 -g -fomit-frame-pointer -fno-optimize-sibling-calls"
g++ $options -fPIC -shared -o "$1/libdepot.so" "$here/depot.cpp"
g++ $options -o "$1/gallery" "$here/gallery.cpp" -L "$1" -ldepot -Wl,-rpath,'$ORIGIN'
