import { describeElement } from './suite.ts';

describeElement('nomos-orders');
