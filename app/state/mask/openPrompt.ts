import { isMedia } from '#shared/ports/value.ts'
import type { IncomingPicture } from '#shared/mask/binding.ts'
import type { Input } from '#shared/api/contract.ts'
import { ItemPath } from '#shared/run/address.ts'
import type { PendingPrompt } from '#shared/run/reduceRun.ts'
import type { Editor } from '../../base/editor.ts'
import { host } from '../../base/host.ts'
import type { RunsState } from '../runs/runs.ts'
import { runsStore } from '../runs/runs.ts'
import { recordAnswer } from '../runs/ranWorkflows.ts'
import { activeTab } from '../tabs.ts'

/** A prompt for an input: which input, for which item of a list, and what the node would run with. */
export interface OpenPrompt {
  readonly run: string
  readonly item: ItemPath
  readonly prompt: PendingPrompt
}

/** The first prompt of the shown tab's latest run for an input of a node; null if there is none. */
export function openPrompt(
  editor: Editor,
  node: string,
  port: string,
  { runs }: RunsState = editor.get(runsStore).getState(),
): OpenPrompt | null {
  const run = activeTab(editor)?.run ?? null
  const step = run === null ? undefined : runs[run]?.steps[node]
  if (run === null || step?.phase !== 'waiting') return null
  for (const [item, prompt] of Object.entries(step.prompts ?? {}))
    if (prompt.input === port) return { run, item: ItemPath.parse(item), prompt }
  return null
}

/** The picture that a prompt is about. */
export function promptPicture(pending: OpenPrompt | null, port: string): IncomingPicture | null {
  const value = pending?.prompt.inputs[port]
  if (!isMedia(value)) return null
  const { sha256, width, height } = value
  return { sha256, width, height }
}

export type Answer = Input<'run.answer'>['value']

/** Answers the prompt of a run for an input, if there is one: then the run continues. */
export async function answerPrompt(editor: Editor, node: string, port: string, value: Answer): Promise<void> {
  const pending = openPrompt(editor, node, port)
  if (pending === null) return
  await host(editor).request('run.answer', { run: pending.run, node, item: pending.item, value })
  recordAnswer(editor, pending.run, node, port, value)
}
