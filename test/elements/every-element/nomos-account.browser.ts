import { describeElement } from './suite.ts';

describeElement('nomos-account');
