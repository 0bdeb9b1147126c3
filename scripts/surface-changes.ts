import { takesThePlaceOf, type Direction } from './type-text.ts';

/** One thing that pages may rely on. What is absent does not apply to it. */
export interface SurfaceEntry {
  type?: string;
  /** Whether pages hand such values over; else they read them. */
  given?: true;
  /** Of a member: whether it may be left out. */
  optional?: true;
  readonly?: true;
  /** What an attribute is when it is not set. */
  default?: string;
  /** Whether an attribute follows its property. */
  reflects?: true;
  cancelable?: true;
  /** Whether an export is there when the program runs. */
  value?: true;
  /** What the text of a message may name. */
  placeholders?: string[];
}

/** Everything that is promised: groups (an element, the exports, the messages) of entries by name. */
export type Surface = Record<string, Record<string, SurfaceEntry>>;

/** What the promise was when it was last written down. */
export interface SurfaceSnapshot {
  /** The version that breaks count from. */
  version: string;
  surface: Surface;
}

export interface SurfaceChange {
  /** `<nomos-invoices> attribute year` */
  where: string;
  /** By which a changelog tells of it: `year`. */
  name: string;
  what: string;
  isBreaking: boolean;
}

/** The name of the thing within a group, without its kind: `attribute year` is `year`. */
const nameOf = (entry: string): string => entry.split(' ').at(-1) ?? entry;

/** What an entry is a member of: `NomosConfiguration` of `NomosConfiguration.locale`, an event of what its detail holds. */
function parentOf(entry: string, group: Readonly<Record<string, SurfaceEntry>>): string | null {
  const parent = entry.includes(' detail.') ? entry.replace(/ detail\..*$/, '') : entry.replace(/\.[^.]*$/, '');
  return parent !== entry && parent in group ? parent : null;
}

/**
 * What has changed between two surfaces, and which of it breaks pages that rely on the first. A thing that is gone with all that it
 * had is one change.
 */
export function surfaceChanges(before: Surface, after: Surface): SurfaceChange[] {
  const changes: SurfaceChange[] = [];
  const add = (where: string, name: string, what: string, isBreaking: boolean): void => {
    changes.push({ where, name, what, isBreaking });
  };
  for (const [group, entries] of Object.entries(before)) {
    const now = after[group];
    if (!now) {
      add(group, group.replace(/^<|>$/g, ''), 'is gone', true);
      continue;
    }
    for (const [entry, old] of Object.entries(entries)) {
      const parent = parentOf(entry, entries);
      const changed = now[entry];
      if (changed) {
        const direction: Direction = (old.given ?? (parent !== null && entries[parent]?.given)) ? 'given' : 'read';
        for (const [what, isBreaking] of entryChanges(old, changed, direction)) {
          add(`${group} ${entry}`, nameOf(entry), what, isBreaking);
        }
      } else if (parent === null || now[parent]) add(`${group} ${entry}`, nameOf(entry), 'is gone', true);
    }
  }
  for (const [group, now] of Object.entries(after)) {
    const entries = before[group];
    if (!entries) {
      add(group, group.replace(/^<|>$/g, ''), 'is new', false);
      continue;
    }
    for (const [entry, added] of Object.entries(now)) {
      if (entries[entry]) continue;
      const parent = parentOf(entry, now);
      if (parent !== null && !entries[parent]) continue;
      // Who gave such an object before gives it without.
      const isDemanded = parent !== null && now[parent]?.given === true && added.optional !== true;
      add(`${group} ${entry}`, nameOf(entry), isDemanded ? 'is new, and has to be given' : 'is new', isDemanded);
    }
  }
  return changes;
}

function* entryChanges(
  before: SurfaceEntry,
  after: SurfaceEntry,
  direction: Direction,
): Generator<[what: string, isBreaking: boolean]> {
  if (before.type !== after.type) {
    const fits = takesThePlaceOf(before.type ?? '', after.type ?? '', direction);
    yield [`was ${before.type ?? 'nothing'} and is ${after.type ?? 'nothing'}`, !fits];
  }
  if (before.default !== after.default) {
    yield [`was ${before.default ?? 'nothing'} by default and is ${after.default ?? 'nothing'}`, true];
  }
  if (before.optional !== after.optional) {
    const isOptional = after.optional === true;
    const what = isOptional ? 'may be absent now' : 'has to be there now';
    yield [what, direction === 'given' ? !isOptional : isOptional];
  }
  if (before.readonly !== after.readonly) {
    yield [after.readonly ? 'can only be read now' : 'can be set now', after.readonly === true];
  }
  for (const [field, word] of [
    ['reflects', 'reflected'],
    ['cancelable', 'cancelable'],
    ['value', 'there when a program runs'],
    ['given', 'for pages to give'],
  ] as const) {
    if (before[field] === after[field]) continue;
    const isLost = before[field] === true;
    // Whether pages give a thing decides how it may change, and is no promise itself.
    yield [isLost ? `is not ${word} any more` : `is ${word} now`, isLost && field !== 'given'];
  }
  const [names, namesNow] = [before.placeholders ?? [], after.placeholders ?? []];
  for (const name of names.filter((each) => !namesNow.includes(each))) yield [`has no {${name}} any more`, true];
  for (const name of namesNow.filter((each) => !names.includes(each))) yield [`has {${name}} now`, false];
}

const partsOf = (version: string): [major: number, minor: number] => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return [major, minor];
};

/** The version in which something may break that worked in this one: the next major, and before 1.0 the next minor. */
export function nextBreakingVersion(version: string): string {
  const [major, minor] = partsOf(version);
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
}

function mayBreak(from: string, to: string): boolean {
  const [neededMajor, neededMinor] = partsOf(nextBreakingVersion(from));
  const [major, minor] = partsOf(to);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

/** What a changelog says of a version; null when it has nothing of it. */
export function changelogSection(changelog: string, version: string): { text: string; isReleased: boolean } | null {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((each) => each.split(/\s/)[0] === version);
  if (section === undefined) return null;
  return { text: section, isReleased: !/^\S+ \(unreleased\)/.test(section) };
}

/**
 * What stands against changes: breaks need a version that may break, and a word in the changelog of that version that
 * names what is concerned.
 *
 * @param options.since - The version that they count from.
 * @param options.version - The version that they come with.
 * @returns A line for each problem; none when they may go out.
 */
export function objectionsTo(
  changes: readonly SurfaceChange[],
  { since, version, changelog }: { since: string; version: string; changelog: string },
): string[] {
  const breaks = changes.filter(({ isBreaking }) => isBreaking);
  if (breaks.length === 0) return [];
  if (!mayBreak(since, version)) {
    const needed = nextBreakingVersion(since);
    return breaks.map(
      ({ where, what }) => `${where} ${what}: that breaks pages. Keep it, or raise the version to ${needed}.`,
    );
  }
  const section = changelogSection(changelog, version);
  if (!section) return [`CHANGELOG.md has no section for ${version}, which breaks pages.`];
  return breaks
    .filter(({ name }) => !section.text.includes(name))
    .map(({ where, what, name }) => `${where} ${what}: CHANGELOG.md does not name ${name} under ${version}.`);
}
