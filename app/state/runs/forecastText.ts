import type { Problem } from '#shared/problems/problem.ts'
import { formatDollars } from '#shared/measures.ts'
import type { Forecast } from './forecast.ts'

/** What is to be done and its cost, inside the Run button: `2 jobs ≈ $0.02`; '' if there is nothing to say. */
export function forecastText(forecast: Forecast): string {
  const { mode, jobs, atLeast, underWay, unknown = 0 } = forecast
  const joined = underWay === 0 ? '' : `${underWay} running`
  const lost = unknown === 0 ? '' : `${unknown} unknown`
  if (jobs === 0) return [joined, lost].filter(Boolean).join(' · ') || idleText(forecast)
  const count = `${atLeast ? 'at least ' : ''}${jobs} ${jobs === 1 ? 'job' : 'jobs'}`
  const priced = mode === 'practice' ? `${count} · free` : `${count}${priceText(forecast)}`
  return [priced, joined, lost].filter(Boolean).join(' · ')
}

/** Without jobs: work of this machine is free. */
const idleText = ({ known, local = 0 }: Forecast): string =>
  local > 0 ? 'free' : known === 0 ? '' : 'Up to date'

/** Of jobs of which none has a certain price, what they cost at least. */
function priceText({ atLeast, cost, unpriced }: Forecast): string {
  if (cost === null) return ' · price unknown'
  return unpriced > 0 || atLeast ? ` · at least ${formatDollars(cost)}` : ` ≈ ${formatDollars(cost)}`
}

/** Whether a run would change nothing. */
export const isUpToDate = ({ jobs, known, underWay, unknown = 0, local = 0 }: Forecast): boolean =>
  known > 0 && jobs + underWay + unknown + local === 0

/** The same as a sentence. */
export function forecastSentence(forecast: Forecast): string {
  const { mode, jobs, known, underWay, cost, unpriced, unknown = 0 } = forecast
  if (unknown > 0) {
    const { unknown: _, ...rest } = forecast
    const others = jobs === 0 && underWay === 0 && known === 0 ? '' : ` ${forecastSentence(rest)}`
    return `${unknownSentence(unknown)}${others}`
  }
  const reusedText = known === 0 ? '' : ` ${known} ${known === 1 ? 'is' : 'are'} cached.`
  if (jobs === 0 && underWay > 0)
    return `Nothing new to pay: ${underWay} ${underWay === 1 ? 'job is' : 'jobs are'} already running.${reusedText}`
  if (jobs === 0) return idleSentence(forecast)
  const partly = cost === null || unpriced === 0 || mode === 'practice' ? '' : unpricedText(forecast)
  return `Runs ${forecastText(forecast)}.${partly}${reusedText}`
}

/** Of a run without jobs. */
function idleSentence({ known, local = 0 }: Forecast): string {
  const isCached = known === 0 ? 'No jobs to submit' : 'Nothing to pay: all engine results are cached'
  return local === 0 ? `${isCached}.` : `${isCached}. Nodes on this computer run again, which is free.`
}

const unpricedText = ({ jobs, unpriced }: Forecast): string =>
  unpriced === jobs
    ? ' The exact price is not known yet.'
    : ` What ${unpriced} of them ${unpriced === 1 ? 'costs' : 'cost'} is not known yet.`

/** What it means that jobs are unknown. */
const unknownSentence = (unknown: number): string =>
  unknown === 1
    ? '1 job is unknown: it may have been accepted and charged, so it is not submitted again until you decide on its card.'
    : `${unknown} jobs are unknown: they may have been accepted and charged, so they are not submitted again until you decide on their cards.`

/** What will be left out of a run: the one cause, and how much waits for it; '' if nothing is. */
export function leftOutText(notices: readonly Pick<Problem, 'code' | 'message' | 'port'>[]): string {
  const out = notices.filter(({ code }) => code === 'left-out')
  // What lacks something names its input; the others only wait.
  const causes = out.filter(({ port }) => port !== undefined)
  const [cause = out[0], ...more] = causes
  if (cause === undefined) return ''
  const waiting = out.length - Math.max(1, causes.length)
  const others =
    more.length === 0
      ? ''
      : ` ${more.length} more ${more.length === 1 ? 'node lacks' : 'nodes lack'} an input.`
  const rest =
    waiting === 0
      ? ''
      : ` ${waiting} ${waiting === 1 ? 'node waits' : 'nodes wait'} for ${more.length === 0 ? 'it' : 'them'}.`
  return `${cause.message}.${others}${rest}`
}
