#!/usr/bin/env node
// Runs what `tsc` made, command by command, with source maps: for work on souk itself. Looks at no manifest, so that a
// command that was just written is there.
import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Plugin} from '@oclif/core';

process.setSourceMapsEnabled(true);
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = process.env.SOUK_DIST ?? 'dist';
const pjson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
pjson.oclif.commands = `./${dist}/commands`;
const plugin = new Plugin({root, pjson, name: pjson.name, isRoot: true, type: 'core', ignoreManifest: true});
await plugin.load();
const {start} = await import(join(root, dist, 'src/ui/start.js'));
const main = async () => (await import(join(root, dist, 'src/ui/main.js'))).main;
process.exitCode = await start(process.argv.slice(2), root, main, {pjson, plugins: new Map([[plugin.name, plugin]])});
