// A small HTTP server on loopback that reads a file for every request. Prints its port.
const fs = require('fs');
const http = require('http');

const server = http.createServer((request, response) => {
  fs.readFile(__filename, (error, text) => {
    response.statusCode = error ? 500 : 200;
    response.end(text);
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
