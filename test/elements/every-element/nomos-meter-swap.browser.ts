import { describeElement } from './suite.ts';

describeElement('nomos-meter-swap');
