/** Names of tests in `test/gateway/`, by file: `suite › test`. */
export type TestNames = Readonly<Record<string, readonly string[]>>;

/** Something that the gateway promises. */
export interface Row {
  row: string;
  /** What proves it. */
  tests: TestNames;
  /** What is not promised yet, and why. */
  notYet?: string;
}

/** The promises of the gateway, each with the tests that would fail if it did not hold. */
export const rows: Readonly<Record<string, readonly Row[]>> = {
  tenants: [
    {
      row: 'one validated file for each plan; a bad one stops the start and says where',
      tests: {
        'start.test.ts': [
          'tenant files › of the demo are right',
          'tenant files › name the file and the place of every mistake',
          'tenant files › that are no JSON, or that there are none of, are said to be so',
        ],
      },
    },
    {
      row: 'credentials of the API by the names of environment variables',
      tests: { 'start.test.ts': ['tenant files › name the variable of a credential that is missing'] },
    },
    {
      row: 'the host name chooses the tenant',
      tests: {
        'rows/hosts.test.ts': [
          'a host name › chooses the tenant: its sub-domain, the supplier’s own by list, and in development that of this machine',
        ],
        'rows/wire.test.ts': [
          'the head of a request › names one host, a tenant’s: no mail or link is made for another',
        ],
        'page.test.ts': [
          'hosts and origins › an unknown host is nothing, and learns of nobody',
          'hosts and origins › X-Forwarded-Host is believed only behind a proxy that was declared',
        ],
        'start.test.ts': ['tenants › cannot take the host of another'],
      },
    },
  ],
  mirror: [
    {
      row: 'for the signed-in customer alone',
      tests: {
        'mirror.test.ts': [
          'the mirror gives nobody anything else › nothing without a session, and nothing with one of another tenant',
        ],
        'rows/every-route.test.ts': ['every route › about a customer is for those who are signed in, here'],
      },
    },
    {
      row: 'methods and paths by an allow-list',
      tests: {
        'mirror.test.ts': [
          'the mirror gives nobody anything else › no path that is not named, however it is written',
          'the mirror gives nobody anything else › no writes that are not named',
          'the mirror gives nobody anything else › 400 for parameters that it does not know, and for those that come twice',
        ],
        'rows/wire.test.ts': [
          'a path of the mirror › that climbs, is doubled, encoded or cut off is none: the API hears nothing of it',
          'a path of the mirror › as an absolute address means the same as its path, at the host of the header',
          'a query › that names something twice, in another dress or beside what there is, is refused whole',
          'a query › is written anew for the API, so that both read the same in it',
        ],
      },
    },
    {
      row: 'the customer from the session alone',
      tests: {
        'mirror.test.ts': [
          "the mirror gives nobody anything else › 404 for another customer's ids, in paths and in filters",
        ],
        'account-changes.test.ts': [
          "nobody else changes anything › another's name, contract or mandate, which look like ones that there are not",
        ],
        'meter-reading.test.ts': [
          "nobody else reports one › for another's subscription, which looks like one that there is not",
        ],
        'orders.test.ts': [
          "nobody orders for somebody else › for another's subscription, which looks like one that there is not",
        ],
      },
    },
    {
      row: 'every object checked for its owner',
      tests: {
        'mirror.test.ts': ['the mirror gives nobody anything else › nothing foreign when the API ignores its filters'],
        'rows/lying-upstream.test.ts': [
          'an API that answers with what is another customer’s › gives nobody anything of it',
          'an API that answers with what is another customer’s › signs nobody else in: a code goes to whose address it is, or to nobody',
          'an API that answers with anything at all › is understood or a clear error, and the customer stays signed in',
        ],
        'plans.test.ts': ['plans › of others are not, even when the API ignores its filters'],
      },
    },
    {
      row: 'tokens of the organisation kept, and renewed in one flight',
      tests: {
        'nomos-api.test.ts': [
          'the access token › is fetched once, however many want it',
          'the access token › is fetched anew when it has ended',
          'a token that the API refuses › is renewed once for all calls that met it, and each call is made once more',
        ],
      },
    },
    {
      row: 'rate limits and tries again as the API wants them',
      tests: {
        'nomos-api.test.ts': [
          'an answer that asks for patience › is waited for as long as it says, and asked for once more',
          'an answer that asks for patience › is passed on when it asks for more than anybody waits for, or says no number',
          'the gate before the API › lets so many through at once and then no more than its rate',
        ],
      },
    },
    {
      row: 'no header of the API to the browser, none of the browser to the API',
      tests: {
        'rows/lying-upstream.test.ts': [
          'an API that answers with anything at all › sends no headers along: no cookie, no permission for other sites, no credentials',
          'an API that answers with anything at all › hears nothing of the browser but what was asked: no cookie, no address, no origin',
        ],
      },
    },
    {
      row: 'errors of the API passed on in its envelope',
      tests: {
        'mirror.test.ts': ['when the Nomos API fails › its errors pass on as they are, with our own request id'],
        'rows/lying-upstream.test.ts': [
          'an API that answers with anything at all › by whatever status is passed on as an error of its kind, or is ours',
        ],
      },
    },
    {
      row: 'answers of bounded size and depth, files from the public internet alone',
      tests: {
        'rows/lying-upstream.test.ts': [
          'an API whose answer is nested › more deeply than any of its answers is one that is wrong, before it becomes anything',
          'an API whose answer is nested › in its texts alone is not nested',
          'an API that answers without end › is not read to the end: of a hundred megabytes a third is taken',
          'an API that answers without end › is not unpacked to the end either',
          'an API that answers without end › page after page is left after fifty',
          'the file of an invoice › is fetched where the API says, and proves to the storage nothing but its address',
          'the file of an invoice › is nothing that leads on, is something else, is not there or has no end',
          'the file of an invoice › keeps its name to itself: what the API calls it is no header',
          'the file of an invoice › never comes from this machine or its networks, by whatever name',
        ],
        'rows/wire.test.ts': ['an address › is one of the public internet or it is not, by IANA’s registries'],
      },
    },
  ],
  requests: [
    {
      row: 'written down before anything is answered',
      tests: {
        'requests-crash.test.ts': [
          'a gateway that is killed after it has answered, while the mail server is down › delivers the request after its next start, exactly once',
        ],
        'requests.test.ts': ['the same request again › is one request also when many arrive at once'],
      },
    },
    {
      row: 'delivered from an outbox: a mail server that is down loses nothing',
      tests: {
        'requests-delivery.test.ts': [
          'the mails of a request › arrive after the mail server was down for an hour, or for two days',
          'replicas that share one database › send every mail once',
        ],
      },
    },
  ],
  'sign-in': [
    {
      row: 'six digits, each as likely as any other',
      tests: {
        'sign-in-parts.test.ts': ['a code › has six digits, any of them at any place, zeros in front included'],
      },
    },
    { row: 'ten minutes', tests: { 'sign-in.test.ts': ['answering with a code › holds for ten minutes'] } },
    {
      row: 'once',
      tests: {
        'sign-in.test.ts': ['answering with a code › signs the customer in, once'],
        'rows/races.test.ts': [
          'at the same moment, on two replicas with one PostgreSQL › of 50 uses of one right code one makes a session',
        ],
      },
    },
    {
      row: 'stored as HMAC with the server’s key over challenge and code; bound to tenant, address and challenge',
      tests: {
        'sign-in-parts.test.ts': [
          'a code › is hashed with key, challenge, tenant and address: the same digits are never the same twice',
          'a code › belongs to a challenge whose id nobody guesses',
        ],
        'sign-in.test.ts': [
          'asking for a code › keeps neither the address nor the code',
          'answering with a code › belongs to its challenge: the code of another one is wrong, and an older one is over',
          'answering with a code › belongs to its tenant',
        ],
      },
    },
    {
      row: 'five attempts for a challenge, decided in one UPDATE',
      tests: {
        'sign-in.test.ts': ['answering with a code › may be guessed five times; then even the right code is too late'],
        'rows/races.test.ts': [
          'at the same moment, on two replicas with one PostgreSQL › of 200 wrong guesses five are judged',
          'at the same moment, on two replicas with one PostgreSQL › of 200 guesses with the right one among them, whatever is judged, one session at most comes out',
        ],
      },
    },
    {
      row: 'ten failures an hour and twenty a day for an address, which a new code does not reset',
      tests: {
        'sign-in.test.ts': [
          'answering with a code › stops after ten failures of an address in an hour, which new codes do not reset, and after twenty in a day',
        ],
        'sign-in-races.test.ts': [
          'at the same time, on two replicas › failures of an address stop at ten, whatever its challenges still allow',
        ],
      },
    },
    {
      row: 'codes a minute apart, five an hour and ten a day to an address, twenty an hour for a network (IPv6 by /64)',
      tests: {
        'sign-in.test.ts': [
          'asking for a code › sends once a minute to an address, and says how long to wait',
          'asking for a code › sends five an hour and ten a day to an address, from wherever they are asked',
          'asking for a code › sends twenty an hour for one network: an IPv4 address, or the /64 of an IPv6 address',
        ],
        'sign-in-parts.test.ts': [
          'the numbers of the sign-in › are those that were decided',
          'a network › is the first 64 bits of an IPv6 address',
        ],
        'rows/races.test.ts': [
          'at the same moment, on two replicas with one PostgreSQL › of 50 requests for a code to one address one is taken',
        ],
        'rows/bodies.test.ts': [
          'a network › of IPv6 is counted by its first 64 bits, and IPv4 written as IPv6 as what it is',
          'a network › is what the proxy in front says, not what somebody has told the proxy',
          'a network › is the address of the connection where no proxy is declared',
        ],
      },
    },
    {
      row: 'the same answer in the same time for an address that nobody has',
      tests: {
        'sign-in.test.ts': [
          'asking for a code › answers for an unknown address as for a known one, and sends nothing',
          'asking for a code › answers before the Nomos API or the mail server has been asked anything',
          'asking for a code › limits an unknown address in the same way',
        ],
        'rows/timing.test.ts': [
          'the time that an answer takes › is measured well enough: half a millisecond in five would be seen',
          'the time that an answer takes › is the same for a code to a customer and to nobody',
          'the time that an answer takes › is the same for a wrong code of a customer and of nobody',
        ],
        'requests.test.ts': [
          'a request of somebody who is not signed in › is answered alike, customer or not, whatever subscription they claim',
        ],
      },
    },
    {
      row: 'next leads to known routes alone',
      tests: {
        'rows/redirects.test.ts': [
          'a sign-in leads › to known routes, with their query',
          'a sign-in leads › to nothing else, however it is written',
          'a sign-in leads › to this site and a known route or nowhere, whatever anybody writes',
          'a sign-in leads › nowhere else by the link in a mail',
          'a sign-in leads › nowhere else by the link of a supplier’s backend, which is told',
          'a sign-in leads › nowhere else by an address of the portal: its own redirects stay here',
        ],
      },
    },
  ],
  links: [
    {
      row: 'the link beside a code lives and dies with it',
      tests: {
        'sign-in-links.test.ts': [
          'the link in a sign-in mail › ends with its code, and its code with it',
          'the link in a sign-in mail › ends when its code has been guessed away',
          'the link in a sign-in mail › holds for ten minutes, and ends when a newer mail takes its place',
        ],
        'rows/races.test.ts': [
          'at the same moment, on two replicas with one PostgreSQL › of 50 uses of one link from a mail one makes a session',
          'at the same moment, on two replicas with one PostgreSQL › of a code and the link beside it one makes a session',
        ],
      },
    },
    {
      row: 'reading the address of a link changes nothing',
      tests: {
        'sign-in-links.test.ts': [
          'the link in a sign-in mail › is nothing to those who read its address: GET and HEAD change nothing and make no session',
        ],
      },
    },
    {
      row: 'single sign-on: sixty seconds, once, at one tenant, for the token of the organisation',
      tests: {
        'magic-link.test.ts': [
          'a link that a supplier’s backend asks for › holds for a minute',
          'a link that a supplier’s backend asks for › signs its customer in, once, for a day, and remembers nobody',
          'a link that a supplier’s backend asks for › is nothing at another tenant',
          'the permission to ask for a link › is the caller’s own token: the customer is read with that very one, before anything else',
          'the permission to ask for a link › ends where the token’s organisation does',
          'the permission to ask for a link › does not come with a token that one customer gave to somebody else',
        ],
        'rows/races.test.ts': [
          'at the same moment, on two replicas with one PostgreSQL › of 50 uses of one link of a supplier one makes a session',
        ],
      },
    },
    {
      row: 'no link is a step-up',
      tests: {
        'sign-in-links.test.ts': ['the link in a sign-in mail › is no step-up: bank details still need a code'],
        'magic-link.test.ts': [
          'a link that a supplier’s backend asks for › is no step-up: bank details still need a code',
        ],
      },
    },
  ],
  sessions: [
    {
      row: '256 bits, stored as a hash',
      tests: {
        'sessions-cookie.test.ts': [
          'the cookie of a session › is bound to the host, encrypted ways and the portal’s own requests, and scripts do not see it',
        ],
        'sessions.test.ts': ['a session › is kept as a hash'],
      },
    },
    {
      row: 'new at every sign-in',
      tests: {
        'sessions.test.ts': [
          'a session › begins with a new token: the one that the browser had before is worth nothing',
        ],
        'sign-in-links.test.ts': ['the link in a sign-in mail › takes the place of whatever session the browser had'],
        'step-up.test.ts': ['a code is worth nothing › in a session that a thief prepared: who signs in has a new one'],
      },
    },
    {
      row: 'thirty days from the last use when remembered, otherwise a day',
      tests: {
        'sessions.test.ts': ['a session › lasts thirty days from its last use when remembered'],
        'sessions-cookie.test.ts': ['a session that is not remembered › ends after a day, however much it is used'],
      },
    },
    {
      row: 'ended by the customer, one or all',
      tests: {
        'sessions.test.ts': ['a session › ends with sign-out, here or everywhere'],
        'devices.test.ts': [
          'signed-in devices › are signed out one by one',
          'signed-in devices › of another customer or tenant look like none, and stay',
        ],
        'vouched-devices.test.ts': [
          'a page for which a supplier vouches › is one device, however often it was loaded, by when it was used last',
          'a page for which a supplier vouches › is signed out as a whole, by the name of any of its sessions, and nothing else is',
          'a page for which a supplier vouches › of another customer looks like none, and stays',
          'a page for which a supplier vouches › has sessions that share nothing: a step-up of one is none of another',
          'a sign-in by a code on such a page › is a device of its own each time: nobody hides behind another',
        ],
      },
    },
    {
      row: 'a cookie of the host alone: __Host-, Secure, HttpOnly, SameSite=Strict',
      tests: {
        'sessions-cookie.test.ts': [
          'the cookie of a session › is bound to the host, encrypted ways and the portal’s own requests, and scripts do not see it',
          'the cookie of a session › has a name of its own on this machine over plain http alone',
          'the cookie of a session › of development is nothing over https',
        ],
      },
    },
    {
      row: 'widget tokens: opaque, fifteen minutes, rotating, bound to tenant and origin',
      tests: {
        'widget-sessions.test.ts': [
          'a token that a supplier vouches for › shows its customer’s data on the pages of its origin, for a quarter of an hour',
          'a token that a supplier vouches for › is worth nothing on another origin, at another tenant, without an origin, or changed',
          'a token that a supplier vouches for › is in the database as a hash only',
        ],
      },
    },
  ],
  browsers: [
    {
      row: 'writes need the exact origin and a header',
      tests: {
        'page.test.ts': ['hosts and origins › a write needs the exact origin and the header'],
        'rows/every-route.test.ts': [
          'every route › is looked at here',
          'every route › that writes refuses what does not come from this very portal, a sibling’s page included',
        ],
        'magic-link.test.ts': [
          'the path for backends › is the only one that is written to without the portal’s own origin and header',
        ],
      },
    },
    {
      row: 'CORS by exact origin, never with credentials',
      tests: {
        'rows/every-route.test.ts': [
          'every route › answers other sites nothing, but what is public or for widgets to the exact origins that may embed; never with credentials',
          'every route › is promised to other sites before they ask in the same way: what is public, or for widgets',
        ],
      },
    },
    {
      row: 'a strict Content-Security-Policy, HSTS, nosniff, no framing, no referrer, no-store on data',
      tests: {
        'page.test.ts': ['the hosted page › allows no inline code, no framing and no foreign source'],
        'rows/every-route.test.ts': ['every route › has the headers that protect its answer, whatever the answer is'],
      },
    },
    {
      row: 'no head of an answer is written by somebody else',
      tests: {
        'rows/wire.test.ts': [
          'the head of a request › that is read in two ways is read in none: no second request hides in the first',
          'the head of a request › that is too large is refused, and so is one without end',
          'the head of a request › ends no answer’s head: what comes back in one is encoded or gone',
        ],
      },
    },
    {
      row: 'bodies of bounded size, depth and time',
      tests: {
        'page.test.ts': ['hosts and origins › bodies are small JSON or nothing'],
        'rows/bodies.test.ts': [
          'a body that is too large › is refused by every route that writes, before it has been sent',
          'a body that is too large › is counted as it comes where it does not say how large it is',
          'a body that is too large › is not unpacked',
          'a body that is a bomb › is an error of the caller for every route that writes, and no trouble of ours',
          'a body that is a bomb › is one too where bodies may be large',
          'a caller who is slow › with the head of a request is let go of',
          'a caller who is slow › with a body is let go of, however steadily it drips',
          'a caller who is slow › and says nothing at all is let go of',
          'a caller who is slow › keeps nobody else from being answered',
          'a caller who is slow › has more time in production than an honest one on a bad line needs, and not much more',
        ],
      },
    },
  ],
  live: [
    {
      row: 'webhooks signed over their bytes by the organisation’s secret',
      tests: {
        'webhooks.test.ts': [
          'a webhook that is not the Nomos API’s › is refused: no signature, a wrong one, one of another body, one that is cut',
          'a webhook that is not the Nomos API’s › is refused with another white space: the signature is over the bytes',
          'a webhook that is not the Nomos API’s › is refused at another tenant: every organisation has a secret of its own',
          'secrets of webhooks › are several at once while they are changed, on either side',
        ],
      },
    },
    {
      row: 'webhooks of the last five minutes, once',
      tests: {
        'webhooks.test.ts': [
          'a webhook that is not the Nomos API’s › is refused when it is older than five minutes, or younger than our clock by as much',
          'webhooks of the Nomos API › are passed on once, however often they are delivered',
          'webhooks of the Nomos API › that cannot be handled now are refused, and are handled when they come again',
          'webhooks of the Nomos API › are forgotten when the API will not deliver them again',
        ],
      },
    },
    {
      row: 'webhooks small, of a known shape, and no way around the guard of writes',
      tests: {
        'webhooks.test.ts': [
          'a webhook that is not the Nomos API’s › is refused when it is large, before anything is worked out',
          'a webhook that is not the Nomos API’s › is refused when it is signed and no event',
          'a webhook that is not the Nomos API’s › opens no way around the guard of writes',
        ],
      },
    },
    {
      row: 'webhooks are hints: topics and ids go on, in no order, and nothing else',
      tests: {
        'webhooks.test.ts': [
          'webhooks of the Nomos API › become a word to look again, with topics and ids and nothing else',
          'webhooks of the Nomos API › of which the order does not matter: each says only what to look at',
          'webhooks of the Nomos API › of topics that are not known are taken and tell nobody, fields that are not known do no harm',
          'webhooks of the Nomos API › of a subscription that is new name its customer, whom the API says',
        ],
      },
    },
    {
      row: 'streams of events for one customer, of topics alone',
      tests: {
        'event-streams.test.ts': [
          'the stream of events › says what happened to the customer’s own, on every device',
          'the stream of events › says nothing of anybody else’s: another customer, another organisation, nobody',
          'the stream of events › believes no list that holds more than was asked for',
          'the stream of events › is there when the API is not, and says what it can',
        ],
      },
    },
    {
      row: 'streams as long as the session lasts, and no longer',
      tests: {
        'event-streams.test.ts': [
          'the stream of events › is not for visitors, whose browsers are told not to ask again',
          'the stream of events ends › with a sign-out',
          'the stream of events ends › with a sign-out from another device',
          'the stream of events ends › when the session is gone from the database, whoever took it',
          'the stream of events ends › when the session has run out',
        ],
      },
    },
    {
      row: 'streams limited for a session, a customer and a process, and by what is left unread',
      tests: {
        'event-streams.test.ts': [
          'the stream of events › is limited for a session, for a customer, and for a process',
          'the stream of events › is held open by nothing but a connection: not by HEAD, nor by one that was given up',
          'a browser that does not read › is let go of before much waits for it, and one that reads is not',
        ],
      },
    },
    {
      row: 'streams on suppliers’ sites by a token of their origin, as long as its session goes on',
      tests: {
        'widget-event-streams.test.ts': [
          'the stream of events on a supplier’s site › is opened by a token, for pages of its origin to read, without credentials',
          'the stream of events on a supplier’s site › is refused to a token on another origin, at another tenant, that has run out, or is of another kind',
          'the stream of events on a supplier’s site › is not opened by the portal’s cookie, whatever origin is listed',
          'the stream of events on a supplier’s site › goes on when its token is renewed, by the gateway or by the supplier',
          'the stream of events on a supplier’s site › ends soon after the last token of a session that a supplier vouches for',
          'the stream of events on a supplier’s site › ends with a sign-out: on the page, everywhere, and from the list of devices',
          'the stream of events on a supplier’s site › ends when somebody else has the refresh token, too',
        ],
      },
    },
    {
      row: 'streams are nothing to pages of another origin that have the cookie alone',
      tests: {
        'event-streams.test.ts': [
          'the stream of events › is nothing to the page of another origin, whatever cookie its browser sends along',
        ],
      },
    },
  ],
  changes: [
    {
      row: 'a new mandate needs a code of the last five minutes, in this session',
      tests: {
        'account-changes.test.ts': [
          'a mandate without a step-up › is refused five minutes after the code of the sign-in, and taken just before',
          'a mandate without a step-up › is refused five minutes after a step-up',
          'a mandate without a step-up › is refused in a session beside the one that was stepped up',
          'a mandate without a step-up › is refused in whatever dress it comes',
        ],
        'step-up-races.test.ts': ['fifty guesses at once, on two replicas › are five that are judged'],
      },
    },
    {
      row: 'a notice by mail after every change',
      tests: {
        'change-notices.test.ts': [
          'a notice of a change › says what, when and on which device, and what to do if it was somebody else',
          'a notice of a change › waits for a mail server that is down for two days, and comes once',
          'when the answer to a change is lost › the customer is told if it was made',
        ],
      },
    },
  ],
  operation: [
    {
      row: 'logs without personal data',
      tests: {
        'log.test.ts': [
          'whatever happens › no line has any of it',
          'an error in the log › leaves out what others quote',
        ],
        'start.test.ts': ['the log › holds no addresses and no ids'],
        'sign-in-delivery.test.ts': [
          'a look-up or a mail server that fails › is logged without the address and the code',
        ],
        'requests-delivery.test.ts': ['the mails of a request › are logged without what is personal'],
      },
    },
    {
      row: 'health, readiness, metrics',
      tests: {
        'rows/hosts.test.ts': ['who runs the gateway › hears that it lives, and whether it can work'],
        'metrics.test.ts': ['metrics › are for who knows the token alone'],
      },
    },
    {
      row: 'what is under way is finished before it stops',
      tests: {
        'shutdown.test.ts': ['stopping › waits for an answer that is under way', 'stopping › does not wait for ever'],
        'sign-in-delivery.test.ts': ['a code on its way › is left to others by one that ends, at once'],
      },
    },
    {
      row: 'secrets that change without signing anybody out',
      tests: {
        'secret-rotation.test.ts': [
          'a secret that changes › ends no session',
          'a secret that changes › resets no limit of wrong codes',
        ],
      },
    },
    {
      row: 'migrations at the start, once',
      tests: {
        'store.test.ts': [
          'the schema › is brought up to date once, however many replicas start at the same time',
          'the schema › is left as it was by a step that fails',
        ],
      },
    },
    {
      row: 'the folder of the embedded database for one process at a time',
      tests: {
        'embedded-folder.test.ts': [
          'the folder of an embedded database › is one gateway’s: a second one, and every command, ends with who has it, and the first goes on',
          'the folder of an embedded database › is free as soon as that one is gone, however it went, and whatever number the next process has',
          'the folder of an embedded database › is somebody else’s when it is a copy',
          'the folder of an embedded database › is that of one when several start at the same moment',
          'the folder of an embedded database › that cannot be locked is opened by nobody',
        ],
      },
    },
    {
      row: 'nothing readable in the database',
      tests: {
        'sign-in-links.test.ts': ['the link in a sign-in mail › is not stored, and neither is the address behind it'],
        'requests.test.ts': ['what is written down › holds no readable name, address, text or key'],
        'change-notices.test.ts': ['a notice of a change › stands in the database without anything to read'],
        'step-up.test.ts': ['guesses and mails › nothing readable of it is in the database'],
      },
    },
  ],
};
