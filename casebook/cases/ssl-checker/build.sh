#!/bin/sh
# usage: build.sh CASE OUT: a certificate for the services, and both versions of the package.
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$2/key.pem" -out "$2/cert.pem" -days 3650 \
  -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 2>"$2/openssl.log" ||
  { cat "$2/openssl.log"; exit 1; }
exec sh "$1/../npm-install" "$2" ssl-checker 2.0.8 2.0.9
