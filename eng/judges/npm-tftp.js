'use strict';
// Drives npm's tftp through its documented interface, because its own command line cannot read a port any more.
//   node npm-tftp.js MODULES get HOST PORT TIMEOUT BLOCKSIZE WINDOW FOLDER FILE…   fetches files into a folder
//   node npm-tftp.js MODULES put HOST PORT TIMEOUT BLOCKSIZE WINDOW FOLDER FILE…   sends files of a folder
// TIMEOUT: the package takes milliseconds, and puts the same number into the option 'timeout', which counts seconds
// up to 255 (RFC 2349). With its own default of 3000 a server that reads the RFC refuses all its options.
// Prints a line for each file. The exit code is 1 when one of them failed.
const path = require('path');

const [modules, verb, host, port, timeout, blockSize, windowSize, folder, ...files] = process.argv.slice(2);
const tftp = require(path.join(modules, 'tftp'));
const client = tftp.createClient({
  host,
  port: Number(port),
  timeout: Number(timeout),
  blockSize: Number(blockSize),
  windowSize: Number(windowSize),
  retries: 40,
});

const transfer = (file) => new Promise((resolve) => {
  const local = path.join(folder, file);
  // Of some files the package forgets to say that it has sent them, though the last ACK has come. Then nothing is left
  // to wait for, and whoever counts the files has to tell whether they arrived.
  const forgotten = () => {
    console.log(`${file}: no word`);
    resolve(true);
  };
  process.once('beforeExit', forgotten);
  const done = (error) => {
    process.removeListener('beforeExit', forgotten);
    console.log(error ? `${file}: ${error.code} ${error.message}` : `${file}: ok`);
    resolve(!error);
  };
  if (verb === 'get') client.get(file, local, done);
  else client.put(local, file, done);
});

(async () => {
  let whole = true;
  for (const file of files) whole = (await transfer(file)) && whole;
  process.exitCode = whole ? 0 : 1;
})();
