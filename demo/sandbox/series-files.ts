import { readFileSync } from 'node:fs';

/** A mistake in a file of series, with its line. */
export class SeriesFileError extends Error {}

/** Day-ahead prices by the instant (milliseconds) at which they begin. */
export interface SpotSeries {
  eurPerMWh: Map<number, number>;
  start: number;
  end: number;
}

/** kWh by month (0 to 11), kind of day and quarter-hour, for a yearly use of 1 GWh. */
export type LoadTable = Record<'SA' | 'FT' | 'WT', number[][]>;

const quarterHour = 900_000;

/**
 * Reads prices: a head line `timestamp_utc,eur_per_mwh`, then a line for each interval, ascending.
 *
 * @throws {SeriesFileError}
 */
export function readSpotFile(file: string): SpotSeries {
  const [head = '', ...lines] = readLines(file);
  if (head.trim() !== 'timestamp_utc,eur_per_mwh') {
    throw new SeriesFileError(`${file}:1: the head has to be timestamp_utc,eur_per_mwh`);
  }
  const eurPerMWh = new Map<number, number>();
  let before = -Infinity;
  lines.forEach((line, i) => {
    const [timestamp = '', price = ''] = line.split(',');
    const at = Date.parse(timestamp);
    const value = Number(price);
    if (Number.isNaN(at) || !timestamp.endsWith('Z')) throw new SeriesFileError(`${file}:${i + 2}: no UTC instant`);
    if (price.trim() === '' || !Number.isFinite(value)) throw new SeriesFileError(`${file}:${i + 2}: no price`);
    if (at <= before) throw new SeriesFileError(`${file}:${i + 2}: instants have to ascend`);
    before = at;
    eurPerMWh.set(at, value);
  });
  const instants = [...eurPerMWh.keys()];
  const [start] = instants;
  if (start === undefined) throw new SeriesFileError(`${file}: holds no prices`);
  return { eurPerMWh, start, end: (instants.at(-1) ?? start) + quarterHour };
}

/**
 * Reads a load profile: two head lines (months in German; SA, FT, WT for Saturday, Sunday and holiday, working day), then
 * 96 lines of a quarter-hour each.
 *
 * @throws {SeriesFileError}
 */
export function readLoadFile(file: string): LoadTable {
  const names = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');
  const [months = '', days = '', ...lines] = readLines(file);
  const monthOf = months.split(',').map((name) => names.indexOf(name.trim()));
  const dayOf = days.split(',').map((name) => name.trim());
  const table: LoadTable = { SA: names.map(() => []), FT: names.map(() => []), WT: names.map(() => []) };
  lines.slice(0, 96).forEach((line, quarter) => {
    line.split(',').forEach((cell, column) => {
      const kind = dayOf[column];
      const month = monthOf[column] ?? -1;
      if (month < 0 || (kind !== 'SA' && kind !== 'FT' && kind !== 'WT')) return;
      const value = Number(cell);
      if (cell.trim() === '' || !Number.isFinite(value)) {
        throw new SeriesFileError(`${file}:${quarter + 3}: column ${column + 1} is no number`);
      }
      table[kind][month]?.push(value);
    });
  });
  for (const [kind, byMonth] of Object.entries(table)) {
    byMonth.forEach((values, month) => {
      if (values.length !== 96) {
        throw new SeriesFileError(`${file}: ${names[month] ?? ''} ${kind} has ${values.length} of 96 quarter-hours`);
      }
    });
  }
  return table;
}

function readLines(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new SeriesFileError(`${file}: cannot be read`);
  }
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
}
