import type { Json } from '#shared/ports/value.ts'

/** A LoRA that is being edited: its scale may hold text that is not a number. */
export interface LoraItem {
  readonly path: string
  readonly scale: number | string
}

export type LoraList = readonly LoraItem[]

/** A list of LoRAs for the control; null if the value is something else, or has fields that would be lost. */
export function readLoras(value: unknown): LoraList | null {
  if (value === undefined || value === null) return []
  return Array.isArray(value) && value.every(isLora) ? value : null
}

const isLora = (item: unknown): item is LoraItem =>
  typeof item === 'object' &&
  item !== null &&
  'path' in item &&
  'scale' in item &&
  Object.keys(item).length === 2 &&
  typeof item.path === 'string' &&
  (typeof item.scale === 'number' || typeof item.scale === 'string')

/** Adds one with the strength it was trained with. */
export const addLora = (list: LoraList): LoraList => [...list, { path: '', scale: 1 }]

export const removeLora = (list: LoraList, index: number): LoraList => list.filter((_, at) => at !== index)

/** Moves one up or down; does nothing at the ends. */
export function moveLora(list: LoraList, index: number, by: -1 | 1): LoraList {
  const item = list[index]
  const other = list[index + by]
  if (item === undefined || other === undefined) return list
  return list.map((one, at) => (at === index ? other : at === index + by ? item : one))
}

/** `undefined` is the scale that a LoRA was trained with. */
export const changeLora = (
  list: LoraList,
  index: number,
  change: { readonly path?: string; readonly scale?: Json | undefined },
): readonly Json[] =>
  list.map((one, at) => {
    if (at !== index) return { ...one }
    const scale = 'scale' in change ? (change.scale ?? 1) : one.scale
    return { path: change.path ?? one.path, scale }
  })

/** The value for the document. */
export const asJson = (list: LoraList): readonly Json[] => list.map(({ path, scale }) => ({ path, scale }))
