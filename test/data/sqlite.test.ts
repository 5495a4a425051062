import {openData} from '../../src/data/open.js';
import {repositorySuite} from './repositories.js';

repositorySuite('SQLite', () => openData(':memory:'));
