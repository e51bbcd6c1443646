'use strict';
var fs = require('fs');
var path = require('path');

/** Exit code for a Node version the project cannot run on. */
exports.EXIT_CODE = 3;

/**
 * The lowest Node version the project admits, as package.json declares it.
 * @returns {string} such as "20.19"
 */
exports.required = function required() {
  var file = path.join(__dirname, '..', '..', 'package.json');
  var range = JSON.parse(fs.readFileSync(file, 'utf8')).engines.node;
  return range.replace(/^[^0-9]*/, '');
};

/**
 * What to tell someone whose Node is too old.
 * @param {string} found the running version, such as "18.2.0"
 * @param {string} needed the lowest admitted version, such as "20.19"
 * @returns {string} one line, empty when the version is good
 */
exports.complain = function complain(found, needed) {
  var have = found.split('.');
  var want = needed.split('.');
  for (var i = 0; i < want.length; i += 1) {
    var difference = Number(have[i] || 0) - Number(want[i]);
    if (difference > 0) return '';
    if (difference < 0) {
      return (
        'Node ' +
        found +
        ' is too old for Mingcha: version ' +
        needed +
        ' or newer is needed. Install one from https://nodejs.org and run the same command again.'
      );
    }
  }
  return '';
};
