import {contractSuite} from './contract.js';
import {behindHttp, inside} from './practice/shops.js';

contractSuite('practice, in process', inside, {orders: true, faults: true});
contractSuite('practice, over HTTP with the server in another process', behindHttp, {orders: true, faults: true});
