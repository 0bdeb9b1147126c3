import { describeElement } from './suite.ts';

describeElement('nomos-subscription-switcher');
