import { useEffect, useState } from 'react'
import { useEditor, usePart } from '../../../base/useEditor.ts'
import { useTab } from '../../../state/useTab.ts'
import type { ControlProps } from '../controlProps.ts'
import { areaClass } from '../fieldClass.ts'
import { portActs } from '../portActs.ts'
import { jsonDrafts, saveDraft } from './jsonDrafts.ts'
import type { ReadJson } from '../../../graph/values/readJson.ts'
import { readJson, writeJson } from '../../../graph/values/readJson.ts'

const isSame = (read: ReadJson, value: unknown): boolean =>
  read.ok && JSON.stringify(read.value) === JSON.stringify(value)

/** Any value as JSON. Invalid text stays in the field, with the position of the error. */
export function JsonControl(props: ControlProps) {
  const editor = useEditor()
  const { nodeId, portName, port, value, isDefault, disabled, isWrong, describedBy, onProblem } = props
  const tab = useTab(({ id }) => id, '')
  const key = `${tab}/${nodeId}/${portName}`
  const stored = usePart(jsonDrafts, (drafts) => drafts[key])
  // Valid JSON is reformatted only when the field is left.
  const [typed, setTyped] = useState<string | null>(null)
  const acts = portActs(editor, nodeId, portName)
  // An undo, or an edit elsewhere, replaces text that was typed over another value.
  const draft = stored !== undefined && stored.over === value ? stored.text : null
  const wrong = draft === null ? null : readJson(draft)
  const problemText = wrong === null || wrong.ok ? null : wrong.text
  useEffect(() => onProblem(problemText), [onProblem, problemText])

  const type = (text: string): void => {
    const read = readJson(text)
    setTyped(text)
    saveDraft(editor, key, read.ok ? null : { text, over: value })
    if (read.ok && !isSame(read, value)) acts.put(read.value)
  }
  return (
    <textarea
      aria-label={port.label}
      aria-invalid={isWrong}
      aria-describedby={describedBy}
      readOnly={disabled}
      spellCheck={false}
      className={`${areaClass(isDefault && draft === null)} font-mono text-[12px]`}
      placeholder="JSON"
      value={draft ?? (typed !== null && isSame(readJson(typed), value) ? typed : writeJson(value))}
      onChange={({ target }) => type(target.value)}
      onBlur={() => {
        setTyped(null)
        acts.end()
      }}
    />
  )
}
