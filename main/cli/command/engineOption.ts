import type { EngineName } from '#shared/catalogue/engineName.ts'
import { apiUrlProblem } from '../../host/requests/commandPayer.ts'
import type { Option, OptionInput } from './options.ts'
import { choice } from './options.ts'
import { UsageError } from './usageError.ts'

const named = choice({
  value: 'name',
  values: ['practice', 'runcomfy'],
  otherwise: 'practice',
  variable: 'PATCHBAY_ENGINE',
  summary: 'Engine for the jobs: practice is free, runcomfy costs money. Naming it approves the cost',
})

/** Practice by default, so that nothing is ever spent by surprise. */
export const engineOption: Option<EngineName> = { ...named, read: readEngine }

function readEngine(given: OptionInput): EngineName {
  const engine = named.read(given)
  // The address of the API is an argument like any other, wherever it is given.
  const problem = engine === 'runcomfy' ? apiUrlProblem(given.env) : null
  if (problem !== null) throw new UsageError(problem)
  return engine
}

/** The engine of a command without `--engine`. Throws `UsageError` if the environment names an unknown one. */
export function engineIn(env: Readonly<NodeJS.ProcessEnv>): EngineName {
  const name = env['PATCHBAY_ENGINE'] ?? ''
  return readEngine({ name: 'PATCHBAY_ENGINE', values: name === '' ? [] : [name], env })
}
