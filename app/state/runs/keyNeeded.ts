import type { Workflow } from '#shared/document/workflow.ts'
import { modeOf } from '#shared/document/workflow.ts'
import type { EngineState } from '#shared/api/records.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import { readEndpointType } from '#shared/endpoint/endpointType.ts'
import type { Editor } from '../../base/editor.ts'
import { show, viewStore } from '../view.ts'
import type { View } from '../view.ts'
import { activeTab } from '../tabs.ts'

/** `Add a RunComfy key`: the title of the field for the key, and of the button that leads there. */
export const keyButton = ({ title, key: { from } }: EngineState): string =>
  from === null ? `Add ${/^[aeiou]/i.test(title) ? 'an' : 'a'} ${title} key` : 'Enter another key'

const refused = {
  environment: 'rejected the key from the environment.',
  session: 'rejected the key that you entered.',
  file: 'rejected the key stored on this computer.',
} as const

/** What is wrong with the key, by where the key came from. */
export const keyText = ({ title, key: { from } }: EngineState): string =>
  from === null ? `There is no key for ${title} yet.` : `${title} ${refused[from]}`

/** The engines whose models a live run of a workflow would call, in the order of the host. */
export function neededEngines(
  { engines }: Pick<View, 'engines'>,
  { nodes, blocks = {} }: Pick<Workflow, 'nodes' | 'blocks'>,
): readonly EngineState[] {
  const all = [...nodes, ...Object.values(blocks).flatMap((block) => block.nodes)]
  const used = new Set(
    all.flatMap((node) =>
      modeOf(node) === 'active' && node.take === undefined ? (readEndpointType(node.type)?.engine ?? []) : [],
    ),
  )
  return engines.filter(({ id }) => used.has(id))
}

/** The engines that a live run of the shown workflow needs, and that have no key. */
export function enginesWithoutKey(editor: Editor): readonly EngineState[] {
  const tab = activeTab(editor)
  const view = editor.get(viewStore).getState()
  return tab === null ? [] : neededEngines(view, tab.workflow).filter(({ key }) => key.from === null)
}

/** Opens the dialog with the fields for the keys of these engines. */
export const showKeyFields = (editor: Editor, engines: readonly EngineId[]): void =>
  show(editor, { keyEngines: engines })

/** The same for one engine. */
export const showKeyField = (editor: Editor, engine: EngineId): void => showKeyFields(editor, [engine])

/**
 * Asks for the keys that live runs need: those of the shown workflow's engines, or of any engine if it needs none and
 * no engine has a key.
 */
export function askForKeys(editor: Editor): void {
  const { engines } = editor.get(viewStore).getState()
  const missing = enginesWithoutKey(editor)
  if (missing.length > 0)
    return showKeyFields(
      editor,
      missing.map(({ id }) => id),
    )
  if (engines.every(({ key }) => key.from === null))
    showKeyFields(
      editor,
      engines.map(({ id }) => id),
    )
}
