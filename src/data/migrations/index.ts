import {first} from './001-first.js';
import type {Migration} from './types.js';

/** Every step of the schema, oldest first. */
export const MIGRATIONS: readonly Migration[] = [first];
