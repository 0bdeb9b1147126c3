// The one order of members in a class, as options of `perfectionist/sort-classes`: static, properties, private fields,
// constructor and lifecycle, public methods, handlers `#onX`, render parts `#renderX`, render. Inside a group the
// author's order stays: it tells more than the alphabet.

const lifecycle =
  '^(connectedCallback|disconnectedCallback|attributeChangedCallback|adoptedCallback|connectedMoveCallback|form\\w+Callback|' +
  'createRenderRoot|scheduleUpdate|performUpdate|shouldUpdate|willUpdate|update|firstUpdated|updated|getUpdateComplete|' +
  'hostConnected|hostDisconnected|hostUpdate|hostUpdated)$';

export const memberOrder = {
  type: 'unsorted',
  customGroups: [
    { groupName: 'lifecycle', elementNamePattern: lifecycle, selector: 'method' },
    {
      groupName: 'handlers',
      anyOf: ['method', 'property', 'function-property'].map((selector) => ({
        elementNamePattern: '^#?on[A-Z]',
        modifiers: ['private'],
        selector,
      })),
    },
    {
      groupName: 'render-parts',
      anyOf: ['method', 'property', 'function-property'].map((selector) => ({
        elementNamePattern: '^#?render[A-Z]',
        selector,
      })),
    },
    { groupName: 'render', elementNamePattern: '^render$', selector: 'method' },
    {
      groupName: 'decorated-accessors',
      anyOf: ['get-method', 'set-method', 'accessor-property'].map((selector) => ({
        modifiers: ['decorated'],
        selector,
      })),
    },
  ],
  groups: [
    'index-signature',
    [
      'static-block',
      'static-property',
      'static-method',
      'static-get-method',
      'static-set-method',
      'static-function-property',
    ],
    ['property', 'decorated-accessors', 'function-property', 'protected-property', 'accessor-property'],
    ['private-property', 'private-function-property', 'private-accessor-property'],
    ['constructor', 'lifecycle'],
    [
      'get-method',
      'set-method',
      'method',
      'protected-method',
      'protected-get-method',
      'protected-set-method',
      'private-get-method',
      'private-set-method',
    ],
    ['handlers', 'private-method'],
    'render-parts',
    'render',
    'unknown',
  ],
};
