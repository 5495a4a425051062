#!/usr/bin/env node
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const {start} = await import('../bundle/start.js');
process.exitCode = await start(process.argv.slice(2), root);
