import { Contrast, Eye, EyeOff, Redo2, Trash2, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { toPixels, toUnits } from '#shared/mask/painting.ts'
import { useEditor, usePart } from '../base/useEditor.ts'
import { IconButton } from '../base/ui/IconButton.tsx'
import { Button } from '../base/ui/Button.tsx'
import type { Tint } from './brushSettings.ts'
import { brushStore, setBrush, tints } from './brushSettings.ts'
import { EdgeMenu } from './EdgeMenu.tsx'
import { doAct } from './maskActs.ts'
import { Range } from './Range.tsx'
import type { MaskSession } from './session.ts'
import { plainButton, pressedButton } from './styles.ts'

/** Brush options, actions on the whole mask, and how it is shown. */
export function OptionsBar({ session }: { readonly session: MaskSession }) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-card px-3 py-2">
      <ToolOptions session={session} />
      <span className="h-6 w-px bg-line" />
      <MaskActs session={session} />
      <span className="ml-auto" />
      <OverlayOptions session={session} />
    </div>
  )
}

/** The options of the current tool. */
function ToolOptions({ session }: { readonly session: MaskSession }) {
  const editor = useEditor()
  const { picture } = session
  const { tool, erase, size, hardness, opacity } = usePart(brushStore)
  const pixels = Math.max(1, Math.round(toPixels(size, picture)))
  const longer = Math.max(picture.width, picture.height)
  return (
    <>
      {tool === 'brush' ? (
        <>
          <Range
            label="Size"
            unit="px"
            value={pixels}
            min={1}
            max={longer}
            curve={3}
            onChange={(value) => setBrush(editor, { size: toUnits(value, picture) })}
          />
          <Range
            label="Hardness"
            unit="%"
            value={hardness}
            min={0}
            max={100}
            onChange={(value) => setBrush(editor, { hardness: value })}
          />
        </>
      ) : (
        <Ink erase={erase} onSwap={() => doAct(editor, session, { act: 'swap' })} />
      )}
      <Range
        label="Opacity"
        unit="%"
        value={opacity}
        min={1}
        max={100}
        onChange={(value) => setBrush(editor, { opacity: value })}
      />
    </>
  )
}

/** Actions on the whole mask. */
function MaskActs({ session }: { readonly session: MaskSession }) {
  const editor = useEditor()
  const { canUndo, canRedo } = useStore(session.state)
  return (
    <div className="flex items-center gap-1">
      <Act label="Undo (Ctrl+Z)" disabled={!canUndo} onClick={() => doAct(editor, session, { act: 'undo' })}>
        <Undo2 size={16} aria-hidden />
      </Act>
      <Act
        label="Redo (Ctrl+Shift+Z)"
        disabled={!canRedo}
        onClick={() => doAct(editor, session, { act: 'redo' })}
      >
        <Redo2 size={16} aria-hidden />
      </Act>
      <Act label="Invert (Ctrl+I)" onClick={() => doAct(editor, session, { act: 'invert' })}>
        <Contrast size={16} aria-hidden />
      </Act>
      <Act label="Clear (Del)" onClick={() => doAct(editor, session, { act: 'clear' })}>
        <Trash2 size={16} aria-hidden />
      </Act>
      <EdgeMenu session={session} />
    </div>
  )
}

/** How the mask is shown over its picture, or without it. */
function OverlayOptions({ session }: { readonly session: MaskSession }) {
  const editor = useEditor()
  const { cover, alone, tint } = usePart(brushStore)
  return (
    <div className="flex items-center gap-2">
      {!alone && (
        <>
          <Range
            label="Overlay"
            unit="%"
            value={cover}
            min={5}
            max={100}
            onChange={(value) => setBrush(editor, { cover: value })}
          />
          <Tints tint={tint} />
        </>
      )}
      <Button
        aria-pressed={alone}
        title="Show the mask alone (M)"
        className={`${alone ? pressedButton : plainButton} flex items-center gap-1`}
        onClick={() => doAct(editor, session, { act: 'alone' })}
      >
        {alone ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
        Mask alone
      </Button>
    </div>
  )
}

interface ActProps {
  readonly label: string
  readonly disabled?: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

function Act({ label, disabled = false, onClick, children }: ActProps) {
  return (
    <IconButton
      label={label.replace(/ \(.*/, '')}
      title={label}
      disabled={disabled}
      className="grid size-8 cursor-pointer place-items-center rounded-[6px] text-dim hover:bg-raised hover:text-ink disabled:cursor-default disabled:opacity-40"
      onClick={onClick}
    >
      {children}
    </IconButton>
  )
}

/** Whether a shape adds to the mask or erases from it. */
function Ink({ erase, onSwap }: { readonly erase: boolean; readonly onSwap: () => void }) {
  return (
    <div
      role="group"
      aria-label="The shape"
      className="flex overflow-hidden rounded-[6px] border border-line"
    >
      {[false, true].map((erases) => (
        <Button
          key={String(erases)}
          aria-pressed={erase === erases}
          title={`${erases ? 'Takes away from' : 'Adds to'} the mask (X)`}
          className={`h-7 cursor-pointer px-3 ${erase === erases ? 'bg-accent text-on-accent' : 'text-dim hover:text-ink'}`}
          onClick={() => {
            if (erase !== erases) onSwap()
          }}
        >
          {erases ? 'Take away' : 'Add'}
        </Button>
      ))}
    </div>
  )
}

// The cast is sound: these are the keys of our own table.
const tintNames = (Object.keys(tints) as Tint[]).filter((name) => name !== 'white')

function Tints({ tint }: { readonly tint: Tint }) {
  const editor = useEditor()
  return (
    <div role="radiogroup" aria-label="Colour of the mask" className="flex items-center gap-1">
      {tintNames.map((name) => (
        <Button
          key={name}
          role="radio"
          aria-checked={tint === name}
          aria-label={name}
          title={name}
          className={`size-5 cursor-pointer rounded-full border-2 ${tint === name ? 'border-ink' : 'border-transparent'}`}
          style={{
            background: `#${tints[name].toString(16).padStart(6, '0')}`,
            backgroundClip: 'content-box',
            padding: 2,
          }}
          onClick={() => setBrush(editor, { tint: name })}
        />
      ))}
    </div>
  )
}
