const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * A reader of ISO 8601 instants for long series: UTC milliseconds, `NaN` for what is no instant. A time without a zone is
 * none, because it would mean another instant on every machine.
 *
 * Series name the same days over and over: each is parsed once. Times of day as nearly everybody writes them, `12:15:00Z` or
 * `12:15:00.000Z`, are read digit by digit, all others parsed once and looked up from then on.
 */
export function instantReader(): (text: string) => number {
  let day = '';
  let midnight = NaN;
  const timesOfDay = new Map<string, number>();
  return (text) => {
    // What is shorter than a day begins every text: it must not stand for one.
    if (day.length < 11 || !text.startsWith(day)) {
      day = text.slice(0, 11);
      midnight = parse(`${day}00:00:00Z`);
    }
    if (Number.isNaN(midnight)) return NaN;
    const usual = timeOfDay(text);
    if (!Number.isNaN(usual)) return midnight + usual;
    const time = text.slice(11);
    let sinceMidnight = timesOfDay.get(time);
    if (sinceMidnight === undefined) timesOfDay.set(time, (sinceMidnight = parse(text) - midnight));
    return midnight + sinceMidnight;
  };
}

const parse = (text: string): number => (iso.test(text) ? Date.parse(text) : NaN);

/** Milliseconds since midnight, in UTC, of a time of day in the usual form; `NaN` for any other. */
function timeOfDay(text: string): number {
  const { length } = text;
  if (
    (length !== 20 && !(length === 24 && text.endsWith('.000Z'))) ||
    text.charCodeAt(19) !== (length === 20 ? 90 : 46)
  ) {
    return NaN;
  }
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return NaN;
  const hours = twoDigits(text, 11);
  const minutes = twoDigits(text, 14);
  const seconds = twoDigits(text, 17);
  return hours < 24 && minutes < 60 && seconds < 60 ? ((hours * 60 + minutes) * 60 + seconds) * 1000 : NaN;
}

/** The number that two digits write; `NaN` where they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}
