'use strict';
// Kept apart from the guard: an old Node cannot even parse the import below.
const { existsSync } = require('node:fs');
const { pathToFileURL } = require('node:url');

/** @param {string} file absolute path of the command's module */
module.exports = function load(file) {
  if (!existsSync(file)) {
    console.error(`There is no such command: ${file}`);
    process.exit(2);
  }
  void import(pathToFileURL(file).href);
};
