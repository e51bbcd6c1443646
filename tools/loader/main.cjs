'use strict';
// The default app of a runtime that came without one: starts the app whose folder is named on the command line,
// `electron [-r module]… [switches] <folder> [arguments]`.
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

/**
 * @param {string[]} argv the command line after the executable
 * @returns {{modules: string[], target: string | undefined}}
 */
function read(argv) {
  /** @type {string[]} */
  const modules = [];
  let expectModule = false;
  for (const word of argv) {
    if (expectModule) modules.push(word);
    else if (!word.startsWith('-')) return { modules, target: word };
    expectModule = !expectModule && (word === '-r' || word === '--require');
  }
  return { modules, target: undefined };
}

/**
 * Gives the process the name, version and folders of the app it is about to become.
 * @param {string} folder
 * @returns {string} the app's main module
 */
function become(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  app.setName(manifest.productName || manifest.name);
  // These two are there for a default app, and for nobody else: the typings leave them out.
  const host = /** @type {any} */ (app);
  host.setVersion(manifest.version);
  host.setAppPath(folder);
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
  }
  return path.join(folder, manifest.main);
}

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
const { modules, target } = read(process.argv.slice(1));
for (const module of modules) require(require.resolve(module, { paths: [process.cwd()] }));
if (target === undefined) {
  console.error('Name the folder of the app to start.');
  app.exit(2);
} else {
  require(become(path.resolve(target)));
}
