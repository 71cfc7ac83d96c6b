import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { namedPrompt } from '#shared/nodes/promptOf.ts'
import type { Media } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Database } from './database.ts'
import { parseStoredJson } from './storedJson.ts'

/** What a person recognizes a run by. */
export interface RunLook {
  readonly run: string
  readonly media: Media | null
  readonly prompt: string | null
}

/** The last step of a run that has made media. */
const LAST = `SELECT step FROM steps WHERE run = ? AND instr(step, '"sha256"') > 0
  ORDER BY json_extract(step, '$.finishedAt') DESC LIMIT 1`

/**
 * A picture and the prompt of each known run. Others have their turn between two of them: a workflow may be large.
 * Rejects as the database does.
 */
export async function readRunLooks(database: Database, runs: readonly string[]): Promise<readonly RunLook[]> {
  const looks: RunLook[] = []
  for (const run of runs) {
    const look = readLook(database, run)
    if (look !== null) looks.push(look)
    await setImmediate()
  }
  return looks
}

function readLook(database: Database, run: string): RunLook | null {
  const [row] = database.read('SELECT workflow FROM runs WHERE id = ?', run)
  if (row === undefined) return null
  const [last] = database.read(LAST, run)
  const step = last === undefined ? null : parseStoredJson(last['step'], `a step of the run ${run}`)
  return { run, media: firstMedia(step), prompt: promptIn(z.string().parse(row['workflow'])) }
}

/** A picture before a mask. */
function firstMedia(step: unknown): Media | null {
  const all = mediaIn(step)
  return all.find(({ media }) => media !== 'mask') ?? all[0] ?? null
}

function mediaIn(value: unknown): readonly Media[] {
  if (typeof value !== 'object' || value === null) return []
  return isMedia(value) ? [value] : Object.values(value).flatMap(mediaIn)
}

/** That of the last remote node that has one, or else of a text that may be connected to one. */
function promptIn(text: string): string | null {
  const read = readWorkflow(text)
  if (!read.ok) return null
  const prompts = read.workflow.nodes.flatMap(({ type, values = {} }) => {
    const prompt = type === NOTE ? null : namedPrompt(values)
    return prompt === null ? [] : [{ prompt, isRemote: !type.startsWith('local/') }]
  })
  return (prompts.findLast(({ isRemote }) => isRemote) ?? prompts.at(-1))?.prompt ?? null
}

/** It takes no part in a run. */
const NOTE = 'local/note'
