import { setMode } from '#shared/document/edits/nodes.ts'
import { NodeMode, modeOf } from '#shared/document/workflow.ts'
import { useEditor } from '../base/useEditor.ts'
import { useNode, useTab } from '../state/useTab.ts'
import { edit } from '../state/tabs.ts'

const modeTexts: { readonly [M in NodeMode]: { readonly name: string; readonly does: string } } = {
  active: { name: 'Active', does: '' },
  muted: { name: 'Muted', does: 'Does not run. Nodes that depend on it are skipped.' },
  bypassed: { name: 'Bypassed', does: 'Passes its first input of the same type through.' },
}

/** Chooses whether a node runs. */
export function ModeChoice({ id }: { readonly id: string }) {
  const editor = useEditor()
  const mode = useNode(id, modeOf, 'active')
  const readOnly = useTab((tab) => tab.readOnly, false)
  return (
    <div className="flex flex-col gap-1">
      <div role="radiogroup" aria-label="Mode" className="flex rounded-[6px] border border-line p-[2px]">
        {NodeMode.options.map((one) => (
          <label
            key={one}
            className="relative flex h-[22px] flex-1 cursor-pointer items-center justify-center rounded-[4px] text-dim has-checked:bg-line has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={`mode of ${id}`}
              className="absolute inset-0 cursor-pointer appearance-none opacity-0"
              checked={mode === one}
              disabled={readOnly}
              onChange={() => edit(editor, setMode([id], one))}
            />
            {modeTexts[one].name}
          </label>
        ))}
      </div>
      {modeTexts[mode].does !== '' && <p className="m-0 text-[12px] text-dim">{modeTexts[mode].does}</p>}
    </div>
  )
}
