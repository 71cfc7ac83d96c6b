/** A duration in milliseconds for reading: `< 0.1 s`, `0.4 s`, `12 s`, `3 min 20 s`. */
export function showSeconds(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 0.1) return '< 0.1 s'
  if (seconds < 1) return `${seconds.toFixed(1)} s`
  if (seconds < 60) return `${Math.round(seconds)} s`
  const rest = Math.round(seconds % 60)
  return rest === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${rest} s`
}

/** A cost in dollars for reading; small ones keep what counts of them. */
export const showCost = (dollars: number): string =>
  dollars === 0
    ? 'free'
    : `$${dollars < 0.1 ? dollars.toFixed(4).replace(/0{1,2}$/, '') : dollars.toFixed(2)}`
