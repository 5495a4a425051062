import type {ShopTerms} from '../../../src/domain/catalog/types.js';
import {servePractice} from '../../../src/platforms/practice/server.js';
import {apiOfFile, fileOf} from './shops.js';

/** A practice shop as a process of its own: `server.js DIRECTORY TERMS`. Prints its URL and serves until it is killed. */
const [, , directory = '', terms = '{}'] = process.argv;
const file = await fileOf(directory, JSON.parse(terms) as ShopTerms);
const {url} = await servePractice(apiOfFile(file), 0);
process.stdout.write(`${url}\n`);
