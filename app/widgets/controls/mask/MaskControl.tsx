import { Brush } from 'lucide-react'
import type { PaintingState } from '#shared/mask/describePainting.ts'
import { paintingState } from '#shared/mask/describePainting.ts'
import { readPainting } from '#shared/mask/painting.ts'
import { previewOf } from '#shared/mask/previewOf.ts'
import { Button } from '../../../base/ui/Button.tsx'
import { useEditor } from '../../../base/useEditor.ts'
import { inputsOf } from '../../../state/connections.ts'
import { useInterrupted, useNode, useTab } from '../../../state/useTab.ts'
import { startRun } from '../../../graph/acts/startRun.ts'
import { notifyFailure } from '../../../base/notify.ts'
import { openPrompt } from '../../../state/mask/openPrompt.ts'
import { openMask } from '../../../state/mask/openMask.ts'
import { transferMask } from '../../../state/mask/paintingActs.ts'
import type { Incoming } from '../../../state/mask/incomingPicture.ts'
import { useIncoming } from '../../../state/mask/useIncoming.ts'
import { useRuns } from '../../../state/use.ts'
import type { ControlProps } from '../controlProps.ts'

const shape =
  'h-[26px] shrink-0 cursor-pointer rounded-[6px] border px-2 text-[12px] disabled:cursor-default disabled:opacity-50'
const button = `${shape} border-line bg-raised hover:border-dim`
/** What must be done before the run can continue. */
const urgent = `${shape} border-transparent bg-accent font-medium text-on-accent`
/** The same while a run waits for it. */
const awaited = `${shape} border-transparent bg-amber-fill font-semibold text-on-amber`

const stateTexts: { readonly [S in PaintingState]: string } = {
  empty: 'The mask is empty.',
  unreadable: 'The painted mask cannot be read.',
  ready: 'Painted areas are repainted.',
  other: 'Painted on a different picture.',
  'other size': 'Painted on a picture of a different size.',
}

/**
 * A preview of the painting and a button to the mask editor; or what must be done first, or that the picture has
 * changed.
 */
export function MaskControl(props: ControlProps) {
  const { nodeId, portName, port, value, disabled, describedBy, isPictureAbove } = props
  const incoming = useIncoming(nodeId, 'image', portName)
  const hasStart = useTab(({ workflow }) => inputsOf(workflow, nodeId).has('start'), false)
  const onEvery = useNode(nodeId, ({ values }) => values?.['everyPicture'] === true, false)
  const picture = incoming.kind === 'known' ? incoming.picture : null
  const state = paintingState({ value, picture, hasStart, onEvery })

  return (
    <div
      role="group"
      aria-label={port.label}
      aria-describedby={describedBy}
      className="flex h-full items-stretch gap-2"
    >
      {isPictureAbove !== true && <Small value={value} />}
      <div className="flex min-w-0 flex-1 flex-col justify-between py-[2px]">
        <p className="m-0 leading-[18px] text-dim">
          {incoming.kind === 'nothing'
            ? 'Connect a picture to paint on.'
            : incoming.kind === 'unmade'
              ? 'Run the input first.'
              : stateTexts[state]}
        </p>
        <div className="flex flex-wrap gap-1">
          <Ways
            nodeId={nodeId}
            portName={portName}
            disabled={disabled}
            incoming={incoming}
            state={state}
            isPainted={value !== undefined && value !== null}
          />
        </div>
      </div>
    </div>
  )
}

interface WaysProps extends Pick<ControlProps, 'nodeId' | 'portName' | 'disabled'> {
  readonly incoming: Incoming
  readonly state: PaintingState
  readonly isPainted: boolean
}

/** The next step: make the picture, decide about another one, or paint. */
function Ways({ nodeId, portName, disabled, incoming, state, isPainted }: WaysProps) {
  const editor = useEditor()
  // The prompt of a waiting run is shown above, with a button of its own.
  const hasPrompt = useRuns((runs) => openPrompt(editor, nodeId, portName, runs) !== null)
  const interrupted = useInterrupted()
  if (incoming.kind === 'unmade')
    return (
      <Button
        className={button}
        disabled={disabled}
        onClick={() =>
          void startRun(editor, { targets: [incoming.source] }).catch((thrown) =>
            notifyFailure(editor, thrown),
          )
        }
      >
        Run input
      </Button>
    )
  const picture = incoming.kind === 'known' ? incoming.picture : null
  const move = (how: 'keep' | 'refit') => (): void => {
    if (picture !== null)
      transferMask(editor, nodeId, portName, picture, how).catch((thrown) => notifyFailure(editor, thrown))
  }
  if (state === 'other' || state === 'other size')
    return (
      <>
        <Button className={hasPrompt ? awaited : urgent} disabled={disabled} onClick={move('keep')}>
          Use the last mask
        </Button>
        {state === 'other size' && (
          <Button className={button} disabled={disabled} onClick={move('refit')}>
            Refit
          </Button>
        )}
        <Button
          data-enter
          className={button}
          disabled={disabled}
          onClick={() => openMask(editor, nodeId, true)}
        >
          Paint again
        </Button>
      </>
    )
  if (incoming.kind !== 'known') return null
  return (
    <Button
      data-enter
      className={`${state === 'empty' && !hasPrompt ? urgent : button} flex items-center gap-1 ${hasPrompt && !interrupted ? 'asked-above' : ''}`}
      disabled={disabled}
      onClick={() => openMask(editor, nodeId)}
    >
      <Brush size={13} aria-hidden />
      {state === 'ready' && isPainted ? 'Paint another' : 'Paint mask'}
    </Button>
  )
}

/** The mask's preview in the file. */
function Small({ value }: { readonly value: unknown }) {
  const read = readPainting(value)
  const preview = read.ok ? previewOf(read.painting) : null
  return (
    <div className="grid w-[68px] shrink-0 place-items-center overflow-hidden rounded-[5px] border border-line bg-black text-[#8a9099]">
      {preview === null ? (
        <Brush size={16} aria-hidden />
      ) : (
        <img
          src={`data:image/png;base64,${preview}`}
          alt="Painted mask"
          draggable={false}
          className="block h-full w-full object-contain"
        />
      )}
    </div>
  )
}
