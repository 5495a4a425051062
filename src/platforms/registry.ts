import type {PlatformKind} from '../ports/platform.js';
import {amazon} from './amazon/index.js';
import {folder} from './folder/index.js';
import {medusa} from './medusa/index.js';
import {practice} from './practice/index.js';
import {shopify} from './shopify/index.js';
import {vendure} from './vendure/index.js';
import {woocommerce} from './woocommerce/index.js';

/** The connectors there are, in the order they are offered. */
export const PLATFORMS: readonly PlatformKind[] = [practice, folder, vendure, medusa, woocommerce, shopify, amazon];
