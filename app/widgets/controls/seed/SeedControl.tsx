import { Dices, Lock, LockOpen, Minus, MoveDown, MoveUp } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { setSeedMode } from '#shared/document/edits/nodes.ts'
import type { SeedMode } from '#shared/document/workflow.ts'
import { seedModeOf } from '#shared/document/workflow.ts'
import { IconButton } from '../../../base/ui/IconButton.tsx'
import { useEditor } from '../../../base/useEditor.ts'
import { useNode } from '../../../state/useTab.ts'
import { edit } from '../../../state/tabs.ts'
import type { ControlProps } from '../controlProps.ts'
import { buttonClass } from '../fieldClass.ts'
import { NumberControl } from '../number/NumberControl.tsx'
import { modeTexts, seedLock, seedModes, seedText } from './seedState.ts'

const icons: { readonly [M in SeedMode]: LucideIcon } = {
  fixed: Minus,
  increment: MoveUp,
  decrement: MoveDown,
  randomize: Dices,
}

/** A seed, what happens to it when a run starts, and a lock that keeps the used one. */
export function SeedControl(props: ControlProps) {
  const editor = useEditor()
  const { nodeId, port, value, isDefault, disabled } = props
  const mode = useNode(nodeId, seedModeOf, 'fixed')
  const lock = seedLock(value, mode, isDefault)
  const Mode = icons[mode]
  const LockSign = lock.isFixed ? Lock : LockOpen
  const text = seedText(value, mode, isDefault)
  return (
    <span className="flex items-center gap-[2px]">
      <NumberControl {...props} {...(text !== null && { shownText: text })} />
      <span
        className={`${buttonClass} relative has-focus-visible:outline-2 has-focus-visible:outline-accent ${mode === 'fixed' ? '' : 'text-ink'}`}
        title={`${modeTexts[mode].name}: ${modeTexts[mode].does}`}
      >
        <Mode size={14} aria-hidden />
        <select
          aria-label={`${port.label} at the next run`}
          disabled={disabled}
          className="nodrag absolute inset-0 cursor-pointer appearance-none opacity-0"
          value={mode}
          onChange={({ target }) => {
            const next = seedModes[target.selectedIndex]
            if (next !== undefined) edit(editor, setSeedMode(nodeId, next))
          }}
        >
          {seedModes.map((one) => (
            <option key={one} value={one}>{`${modeTexts[one].name}: ${modeTexts[one].does}`}</option>
          ))}
        </select>
      </span>
      <IconButton
        className={buttonClass}
        label={lock.label}
        pressed={lock.isFixed}
        disabled={disabled || lock.next === null}
        onClick={() => {
          if (lock.next !== null) edit(editor, setSeedMode(nodeId, lock.next))
        }}
      >
        <LockSign size={14} aria-hidden />
      </IconButton>
    </span>
  )
}
