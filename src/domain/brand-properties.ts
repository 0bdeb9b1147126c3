import { brandColorNames, type Brand } from '../contract/gateway/brand.ts';

/** What a value may be made of: nothing that could end a declaration. */
const plain = /^[\w\s#.,'"%()-]+$/;

/**
 * How a brand looks, as declarations of the private `--_brand-*` properties that elements read where the page itself says
 * nothing. A value that could end its declaration is left out.
 */
export function brandProperties({ colors: { light, dark }, radius, density }: Brand): string[] {
  const values: [name: string, value: string][] = [
    ...brandColorNames.map((name): [string, string] => [
      `color-${name.replace('_', '-')}`,
      `light-dark(${light[name]}, ${dark[name]})`,
    ]),
    ['radius', radius],
    ['density', density === 'compact' ? '0.875' : '1'],
  ];
  return values.filter(([, value]) => plain.test(value)).map(([name, value]) => `--_brand-${name}: ${value};`);
}
