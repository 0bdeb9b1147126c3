const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * A reader of ISO 8601 instants for long series: UTC milliseconds, `NaN` for what is no instant. A time without a zone is
 * none, because it would mean another instant on every machine.
 *
 * Series name the same days and the same times of day over and over. Each is parsed once and looked up from then on.
 */
export function instantReader(): (text: string) => number {
  let day = 'none yet';
  let midnight = NaN;
  const timesOfDay = new Map<string, number>();
  return (text) => {
    if (!text.startsWith(day)) {
      day = text.slice(0, 11);
      midnight = parse(`${day}00:00:00Z`);
    }
    if (Number.isNaN(midnight)) return NaN;
    const time = text.slice(11);
    let sinceMidnight = timesOfDay.get(time);
    if (sinceMidnight === undefined) timesOfDay.set(time, (sinceMidnight = parse(text) - midnight));
    return midnight + sinceMidnight;
  };
}

const parse = (text: string): number => (iso.test(text) ? Date.parse(text) : NaN);
