import {wholeJob} from './job/whole-job.js';
import {shopifyLab} from './shopify/lab.js';
import {missing, skipped} from './shopify/shops.js';

const why = missing();
if (why === null) wholeJob(shopifyLab);
else skipped('the whole job: shopify', why);
