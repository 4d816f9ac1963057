/** One second in milliseconds. */
export const secondMs = 1000
/** One minute in milliseconds. */
export const minuteMs: number = 60 * secondMs
/** One hour in milliseconds. */
export const hourMs: number = 60 * minuteMs
/** One day in milliseconds. */
export const dayMs: number = 24 * hourMs
/** A hundred years in milliseconds: more than any duration that is meant, and an instant plus this is still a valid `Date`. */
export const centuryMs: number = 100 * 365.25 * dayMs
