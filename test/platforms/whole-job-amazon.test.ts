import {amazonLab} from './amazon/lab.js';
import {wholeJob} from './job/whole-job.js';

wholeJob(amazonLab);
