import type { ResultRow } from '#shared/api/records.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { seedOf } from '../base/media/fileName.ts'

/** What a person recognizes a result by. */
export interface Caption {
  /** Its prompt; the title of its node if it has none. */
  readonly text: string
  /** `Seed 11`, or the title of its node; '' if that is the text. */
  readonly more: string
}

/** Names of inputs that say what to draw, the likeliest first. */
const prompts = ['prompt', 'positive_prompt', 'text', 'caption', 'instruction', 'lyrics']
/** A shorter text is the value of a choice rather than a prompt, in characters. */
const MIN_PROMPT = 12

/** The prompt of a result; null if it has none. */
export function promptOf({ inputs }: Pick<ResultRow, 'inputs'>): string | null {
  const named = prompts.flatMap((name) => inputs[name] ?? [])
  const long = Object.values(inputs).filter(
    (value) => typeof value === 'string' && value.length >= MIN_PROMPT && !/^(https?|data):/.test(value),
  )
  const found = [...named, ...long].find((value) => typeof value === 'string' && value.trim() !== '')
  return typeof found === 'string' ? found.replaceAll(/\s+/g, ' ').trim() : null
}

export function captionOf(row: ResultRow, registry: Pick<Registry, 'get'>): Caption {
  const prompt = promptOf(row)
  const seed = seedOf(row, registry.get(row.nodeType))
  const more = seed === null ? row.nodeTitle : `Seed ${seed}`
  return prompt === null ? { text: row.nodeTitle, more: seed === null ? '' : more } : { text: prompt, more }
}
