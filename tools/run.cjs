'use strict';
// The door of every npm script: `node tools/run.cjs <command> [arguments]`.
// It is written in the oldest JavaScript there is, so that even a very old Node can read it,
// say which version is needed, and stop.
var path = require('path');
var guard = require('./setup/guard.cjs');

var complaint = guard.complain(process.versions.node, guard.required());
if (complaint) {
  console.error(complaint);
  process.exit(guard.EXIT_CODE);
}
var command = process.argv.splice(2, 1)[0];
require('./setup/load.cjs')(path.join(__dirname, command + '.mjs'));
