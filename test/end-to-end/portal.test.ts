// One portal for all scenarios: starting it takes longer than most of them.
import './scenarios/deep-links.ts';
import './scenarios/customers.ts';
import './scenarios/faults.ts';
import './scenarios/help.ts';
import './scenarios/languages-and-looks.ts';
import './scenarios/mailbox.ts';
import './scenarios/navigation.ts';
import './scenarios/sessions.ts';
import './scenarios/sign-in.ts';
import './scenarios/links.ts';
import './scenarios/widgets.ts';
// Before a reading is reported in the next one, which makes values final.
import './scenarios/tariff.ts';
// After those that sign in by a code: one is sent to an address once a minute.
import './scenarios/consumption.ts';
import './scenarios/meter-swap.ts';
import './scenarios/orders.ts';
import './scenarios/account.ts';
// Late, because what it lets happen stays.
import './scenarios/live.ts';
// Last, because contracts end in them.
import './scenarios/cancellation.ts';
