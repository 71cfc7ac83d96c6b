/** An aim with its measurement, as a line of a list. */
export const verdict = (met: boolean, aim: string, measured: string): string =>
  `- ${met ? 'met' : 'MISSED'}: ${aim}: ${measured}`
