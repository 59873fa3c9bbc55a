const DAY = 24;

/** Whole hours of a duration such as PT1H or P7D; undefined for what is none of them. */
export function hoursOf(text: string | undefined): number | undefined {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text ?? '');
  if (!match || text === 'P') return undefined;
  const [, days = '0', hours = '0', minutes = '0'] = match;
  return Number(days) * DAY + Number(hours) + Number(minutes) / 60;
}

/** The duration of so many hours; undefined for none. */
export function durationOf(hours: number | undefined): string | undefined {
  if (!hours || hours <= 0) return undefined;
  const minutes = Math.round(hours * 60);
  return minutes % (DAY * 60) === 0 ? `P${minutes / (DAY * 60)}D` : `PT${minutes}M`;
}
