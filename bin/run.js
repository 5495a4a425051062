#!/usr/bin/env node
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const {startPublished} = await import('../bundle/start.js');
process.exitCode = await startPublished(process.argv.slice(2), root);
