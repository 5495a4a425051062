import type {TrueLab} from './lab.js';
import {medusaLab} from './medusa/lab.js';
import {vendureLab} from './vendure/lab.js';

/** The labs there are, in the order they are run. */
export const LABS: readonly TrueLab[] = [vendureLab, medusaLab];
