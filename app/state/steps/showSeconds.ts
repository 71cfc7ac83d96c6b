/** A duration in milliseconds for reading: `< 0.1 s`, `0.4 s`, `12 s`, `3 min 20 s`, `1 h 5 min`. Rounded once, before it is taken apart. */
export function showSeconds(milliseconds: number): string {
  const tenths = Math.round(milliseconds / 100)
  if (milliseconds < 100) return '< 0.1 s'
  if (tenths < 10) return `0.${tenths} s`
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return inTwo(Math.floor(seconds / 60), 'min', seconds % 60, 's')
  const minutes = Math.round(seconds / 60)
  return inTwo(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
}

const inTwo = (large: number, unit: string, small: number, part: string): string =>
  small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${part}`

/** A cost in dollars; small ones keep their significant digits. */
export function showCost(dollars: number): string {
  if (dollars === 0) return 'free'
  if (dollars < 0.000_05) return '< $0.0001'
  return `$${dollars < 0.1 ? dollars.toFixed(4).replace(/0{1,2}$/, '') : dollars.toFixed(2)}`
}
