import {contractSuite} from '../../platforms/contract.js';
import './beside.js';
import {endServers, openShop} from './shops.js';

after(endServers);
contractSuite('vendure, by password', {open: (terms) => openShop(terms, 'password')}, {orders: true, faults: false});
