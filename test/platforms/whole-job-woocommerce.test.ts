import {wholeJob} from './job/whole-job.js';
import {wooLab} from './woocommerce/lab.js';

wholeJob(wooLab);
