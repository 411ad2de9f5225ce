// What the cases share whose leak is in a published package: where its two versions are, and which is
// loaded.
'use strict';

const path = require('node:path');

/** Takes `--packages FOLDER` out of the options; helpers, which are not given it, inherit it. */
function folderOfPackages() {
  const at = process.argv.indexOf('--packages');
  if (at >= 0) {
    process.env.SEEP_CASE_PACKAGES = process.argv.splice(at, 2)[1];
  }
  return process.env.SEEP_CASE_PACKAGES;
}

/** What the build left, the versions `leaking` and `fixed` in it; to be read before `plant.parse`. */
const folder = folderOfPackages();

/** Loads a package, in the version that leaks or in the one that does not. */
function load(name, leak) {
  return require(path.join(folder, leak ? 'leaking' : 'fixed', 'node_modules', name));
}

module.exports = { folder, load };
