import type { EngineState } from '#shared/api/records.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import { engineOf, readEndpointType } from '#shared/endpoint/endpointType.ts'
import type { ErrorData } from '#shared/errors.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { View } from './view.ts'

/** The engine that is called `id`; the only place where the page looks one up. */
export const engineCalled = (
  { engines }: Pick<View, 'engines'>,
  id: EngineId | null | undefined,
): EngineState | undefined => engines.find((engine) => engine.id === id)

/** The title of an engine, or its name if this version does not have it. */
export const engineTitle = (view: Pick<View, 'engines'>, id: EngineId): string =>
  engineCalled(view, id)?.title ?? id

/** A node type as its engine and the model there, `RunComfy · owner/model`; the type itself if it is of no engine. */
export function modelText(view: Pick<View, 'engines'>, type: string): string {
  const endpoint = readEndpointType(type)
  const engine = engineCalled(view, endpoint?.engine)
  return endpoint === null || engine === undefined ? type : `${engine.title} · ${endpoint.modelId}`
}

/** The second line of a card: the model and its engine, `Z-Image Turbo · RunComfy`; '' for a node of this machine. */
export function modelLine(
  view: Pick<View, 'engines'>,
  type: Pick<NodeType, 'type' | 'where'> & { readonly model?: string | undefined },
): string {
  const engine = engineOf(type)
  if (engine === null) return ''
  return [type.model, engineTitle(view, engine)].filter((part) => part !== undefined).join(' · ')
}

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
