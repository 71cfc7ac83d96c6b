import type { Problem } from '#shared/problem.ts'
import { formatDollars } from '#shared/measures.ts'
import type { Forecast } from './forecast.ts'

/** What a run would cost, in as few words as stand beside a button: `2 jobs, about $0.02`; '' where there is nothing to say. */
export function forecastWords({ engine, jobs, atLeast, known, underWay, cost, unpriced }: Forecast): string {
  const joined = underWay === 0 ? '' : `${underWay} already under way`
  if (jobs === 0) return joined !== '' ? joined : known === 0 ? '' : 'All known'
  const count = `${atLeast ? 'at least ' : ''}${jobs} ${jobs === 1 ? 'job' : 'jobs'}`
  const price =
    engine === 'practice'
      ? ''
      : cost === null
        ? 'price not known yet'
        : `about ${formatDollars(cost)}${unpriced > 0 || atLeast ? ' or more' : ''}`
  return [count, price, joined].filter(Boolean).join(', ')
}

/** The same as a sentence. */
export function forecastSentence(forecast: Forecast): string {
  const { engine, jobs, known, underWay, cost, unpriced } = forecast
  const knownWords = known === 0 ? '' : ` ${known} ${known === 1 ? 'is' : 'are'} known already.`
  if (jobs === 0 && underWay > 0)
    return `Nothing new to pay for: ${underWay} ${underWay === 1 ? 'job is' : 'jobs are'} under way already.${knownWords}`
  if (jobs === 0)
    return known === 0
      ? 'Runs no job of an engine.'
      : 'Nothing new to pay for: what the engine makes is known already.'
  const free = engine === 'practice' ? ', free on the practice engine' : ''
  const partly =
    cost !== null && unpriced > 0
      ? ` What ${unpriced} of them ${unpriced === 1 ? 'costs' : 'cost'} is not known yet.`
      : ''
  return `Runs ${forecastWords(forecast)}${free}.${partly}${knownWords}`
}

/** What will not be run although the rest is, as sentences; '' where that is nothing. */
export const leftOutWords = (notices: readonly Problem[]): string =>
  notices
    .filter(({ code }) => code === 'left-out')
    .map(({ message }) => `${message}.`)
    .join(' ')
