import { RotateCcw } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import { Button } from '../base/ui/Button.tsx'
import type { Shortcuts } from '../base/keys/bindings.ts'
import { bind, checkKeys, conflictsOf, isBrowsersOwn, unbind, workingKeys } from '../base/keys/bindings.ts'
import type { Command } from '../base/command.ts'
import { useDispatch } from '../base/dispatch.ts'
import { keysOf, keysOfPress, showKeys } from '../base/keys/keys.ts'
import { isMac, platform } from '../base/keys/platform.ts'
import { useShortcuts } from '../state/useKeys.ts'
import { IconButton } from '../base/ui/IconButton.tsx'
import { TextButton } from '../base/ui/TextButton.tsx'

interface ShortcutRowProps {
  readonly command: Command
  readonly isRecording: boolean
  readonly onRecord: (wanted: boolean) => void
  readonly onSave: (shortcuts: Shortcuts) => void
}

/** A command and its keys; a click on them records new ones. */
export function ShortcutRow({ command, isRecording, onRecord, onSave }: ShortcutRowProps) {
  const { commands } = useDispatch()
  const shortcuts = useShortcuts()
  const change = useRef<HTMLButtonElement>(null)
  const { id, title } = command
  const keys = keysOf(command, shortcuts)
  const reserved = keys.filter((one) => isBrowsersOwn(one, platform)).map((one) => showKeys(one, isMac))
  const working = workingKeys(command, shortcuts, platform).map((one) => showKeys(one, isMac))
  return (
    <li>
      <div className="flex min-h-[30px] items-center gap-2">
        <span className="min-w-0 flex-1">{title}</span>
        {Object.hasOwn(shortcuts, id) && (
          <IconButton
            label={`Reset ${title}`}
            onClick={() => {
              onSave(unbind(commands, shortcuts, id))
              // This button disappears with what it resets.
              change.current?.focus()
            }}
          >
            <RotateCcw size={14} aria-hidden />
          </IconButton>
        )}
        <Button
          ref={change}
          className="flex min-h-[24px] min-w-[48px] items-center justify-end gap-1 rounded-md px-1 text-dim hover:bg-line/60 hover:text-ink"
          title="Change the keys"
          aria-expanded={isRecording}
          onClick={() => onRecord(!isRecording)}
        >
          <span className="sr-only">{`Change the keys of ${title}: ${working.length === 0 ? 'none' : ''}`}</span>
          {working.map((one) => (
            <kbd
              key={one}
              className="rounded border border-line bg-canvas px-1 font-sans text-[12px] whitespace-nowrap"
            >
              {one}
            </kbd>
          ))}
          {working.length === 0 && (
            <span className="text-[12px]" aria-hidden>
              –
            </span>
          )}
        </Button>
      </div>
      {reserved.length > 0 && (
        <p className="m-0 pb-1 text-[12px] text-dim">
          {`${reserved.join(' and ')} ${reserved.length === 1 ? 'belongs' : 'belong'} to the browser. ${working.length > 0 ? `Use ${working.join(' or ')}.` : 'Choose other keys.'}`}
        </p>
      )}
      {isRecording && (
        <KeyRecorder
          command={command}
          onEnd={() => {
            onRecord(false)
            change.current?.focus()
          }}
          onSave={onSave}
        />
      )}
    </li>
  )
}

interface KeyRecorderProps {
  readonly command: Command
  readonly onEnd: () => void
  readonly onSave: (shortcuts: Shortcuts) => void
}

/** Records keys, and says why some cannot be used, or which command has them. */
function KeyRecorder({ command, onEnd, onSave }: KeyRecorderProps) {
  const { commands } = useDispatch()
  const shortcuts = useShortcuts()
  const [wanted, setWanted] = useState<string | null>(null)
  const field = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])
  const { id, title } = command
  const verdict = wanted === null ? null : checkKeys(wanted, platform)
  const others = wanted === null ? [] : conflictsOf(commands, shortcuts, id, wanted)

  const give = (keys: string): void => {
    onSave(bind(commands, shortcuts, id, keys))
    onEnd()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // Tab is the way out for keyboard users, so it cannot be assigned.
    if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return onEnd()
    const keys = keysOfPress(event.nativeEvent, isMac)
    if (keys === null) return
    setWanted(keys)
    if (checkKeys(keys, platform).ok && conflictsOf(commands, shortcuts, id, keys).length === 0) give(keys)
  }

  const shown = wanted === null ? '' : showKeys(wanted, isMac)
  return (
    <div className="mb-2 flex flex-col gap-2 rounded-md border border-line p-2">
      <div
        role="textbox"
        aria-readonly="true"
        aria-label={`New keys of ${title}`}
        tabIndex={0}
        ref={field}
        className="flex h-8 items-center rounded-md border border-accent bg-canvas px-2"
        onKeyDown={onKeyDown}
      >
        {shown === '' ? <span className="text-dim">Press the new keys. Esc cancels.</span> : shown}
      </div>
      <p role="status" className="m-0 empty:hidden">
        {verdict?.ok === false && `${shown} cannot be used. ${verdict.why}`}
        {verdict?.ok === true &&
          others.length > 0 &&
          `${shown} is used by ${others.map((other) => other.title).join(' and ')}, which would have ${leftOf(others, shortcuts, wanted)}.`}
      </p>
      <div className="flex gap-2">
        {verdict?.ok === true && wanted !== null && (
          <TextButton onClick={() => give(wanted)}>Reassign</TextButton>
        )}
        {keysOf(command, shortcuts).length > 0 && (
          <TextButton onClick={() => give('')}>Remove shortcut</TextButton>
        )}
        <TextButton onClick={onEnd}>Cancel</TextButton>
      </div>
    </div>
  )
}

function leftOf(others: readonly Command[], shortcuts: Shortcuts, replaced: string | null): string {
  const left = others.flatMap((other) => keysOf(other, shortcuts)).filter((keys) => keys !== replaced)
  return left.length === 0 ? 'none then' : `${left.map((keys) => showKeys(keys, isMac)).join(' and ')} left`
}
