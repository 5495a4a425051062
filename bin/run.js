#!/usr/bin/env node
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const {main} = await import('../bundle/main.js');
process.exitCode = await main(process.argv.slice(2), root);
