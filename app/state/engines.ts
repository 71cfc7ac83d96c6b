import type { EngineState } from '#shared/api/records.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { ErrorData } from '#shared/errors.ts'
import type { View } from './view.ts'

/** The engine that is called `id`; the only place where the page looks one up. */
export const engineCalled = (
  { engines }: Pick<View, 'engines'>,
  id: EngineId | null | undefined,
): EngineState | undefined => engines.find((engine) => engine.id === id)

/** The title of an engine, or its name if this version does not have it. */
export const engineTitle = (view: Pick<View, 'engines'>, id: EngineId): string =>
  engineCalled(view, id)?.title ?? id

/** The first engine that accepts no jobs, with the reason. */
export const refusingEngine = ({ engines }: Pick<View, 'engines'>): EngineState | undefined =>
  engines.find(({ refusal }) => refusal !== null)

/** The engine that an error is about: the one that it names, or else the one that refuses jobs, or has no key. */
export function engineOfError(
  view: Pick<View, 'engines'>,
  { data }: Pick<ErrorData, 'data'>,
): EngineState | undefined {
  const engine = data?.['engine']
  const named = typeof engine === 'string' ? engineCalled(view, engine) : undefined
  return named ?? refusingEngine(view) ?? view.engines.find(({ key }) => key.from === null) ?? view.engines[0]
}
