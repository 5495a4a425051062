// Two files at a time, the longest first: one that begins last would run alone.
const {existsSync, readdirSync} = require('node:fs');
const path = require('node:path');

const LONGEST = [
  'runs/model',
  'package',
  'torture/torture',
  'fuzz/formats',
  'app/postgres',
  'runs/model-steps',
  'app/run/disk',
  'app/listing/screen',
];
const ROOT = path.join('dist', 'test');
const all = existsSync(ROOT) ? readdirSync(ROOT, {recursive: true}).filter((file) => file.endsWith('.test.js')) : [];
const rank = (file) => (LONGEST.indexOf(file.replace(/\.test\.js$/u, '')) + LONGEST.length + 1) % (LONGEST.length + 1);

module.exports = {
  require: ['dist/test/support/seed.js'],
  spec: all.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b)).map((file) => path.join(ROOT, file)),
  parallel: true,
  jobs: 2,
  // No test is timed: this only ends what hangs.
  timeout: 900_000,
  reporter: 'spec',
  exit: true,
};
