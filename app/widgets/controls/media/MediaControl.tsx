import { FolderOpen, X } from 'lucide-react'
import type { ClipboardEvent, DragEvent } from 'react'
import { useRef, useState } from 'react'
import { toAppError } from '#shared/errors.ts'
import { isPicture } from '#shared/media/kinds.ts'
import type { Json, MediaKind } from '#shared/ports/value.ts'
import { isMediaKind } from '#shared/ports/value.ts'
import { IconButton } from '../../../base/ui/IconButton.tsx'
import { Button } from '../../../base/ui/Button.tsx'
import { useEditor } from '../../../base/useEditor.ts'
import { acceptedFiles } from '../../../media/acceptedFiles.ts'
import { MediaTile } from '../../../media/MediaTile.tsx'
import { useKnownMedia } from '../../../media/useKnownMedia.ts'
import { activeTab, edit } from '../../../state/tabs.ts'
import type { ControlProps } from '../controlProps.ts'
import { buttonClass, fieldClass } from '../fieldClass.ts'
import { replaceValue } from '../../../graph/acts/replaceValue.ts'
import type { Dropped, DroppedData } from './dropped.ts'
import { readDropped } from './dropped.ts'
import { assetOf, refuseKind, typedLiteral, writtenLiteral } from '../../../graph/values/literal.ts'
import { ImageFacts } from './ImageFacts.tsx'
import { storeFile } from './storeFile.ts'
import { isEnter, isEscape } from '../../../base/keys/isEnter.ts'

/** A medium: dropped, pasted, chosen, or named by an address or a file. One that is in the library is shown. */
export function MediaControl(props: ControlProps) {
  const { port, value, disabled } = props
  const chooser = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const kind = isMediaKind(port.type.kind) ? port.type.kind : 'image'
  const sha256 = assetOf(value)

  const { taking, fill } = useTakeIn(props, kind)
  const receive = (event: DragEvent | ClipboardEvent, data: DroppedData): void => {
    const dropped = readDropped(data)
    // Of several files, the canvas makes cards.
    if (dropped === null || disabled || data.files.length > 1) return
    event.preventDefault()
    // The canvas would make a node of it.
    event.stopPropagation()
    void fill(dropped)
  }

  return (
    <div
      role="group"
      aria-label={port.label}
      aria-describedby={props.describedBy}
      className={`h-full rounded-[5px] ${over ? 'outline-2 outline-accent' : ''}`}
      onDragOver={(event) => {
        if (disabled) return
        event.preventDefault()
        event.stopPropagation()
        event.dataTransfer.dropEffect = 'copy'
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        receive(event, event.dataTransfer)
      }}
      onPaste={(event) => receive(event, event.clipboardData)}
    >
      {sha256 === null ? (
        <Named {...props} taking={taking} onChoose={() => chooser.current?.click()} />
      ) : (
        <Shown
          {...props}
          kind={kind}
          sha256={sha256}
          taking={taking}
          onChoose={() => chooser.current?.click()}
        />
      )}
      <input
        ref={chooser}
        type="file"
        hidden
        accept={acceptedFiles[kind]}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file !== undefined) void fill({ from: 'file', file })
          target.value = ''
        }}
      />
    </div>
  )
}

/** Puts a dropped, pasted or chosen item into the port; a file is added to the library first. */
function useTakeIn({ nodeId, portName, onProblem }: ControlProps, kind: MediaKind) {
  const editor = useEditor()
  const [taking, setTaking] = useState<string | null>(null)
  const fill = async (dropped: Dropped): Promise<void> => {
    onProblem(null)
    const put = (value: Json, name: string | null): void =>
      edit(editor, replaceValue(nodeId, portName, value, name))
    if (dropped.from === 'asset') return put({ asset: dropped.sha256 }, null)
    if (dropped.from === 'address') return put(dropped.url, null)
    const { file } = dropped
    const tab = activeTab(editor)?.id
    setTaking(file.name)
    try {
      const media = await storeFile(editor, file, kind)
      const refused = refuseKind(kind, media, file.name)
      if (refused !== null) onProblem(refused)
      // Another workflow may be shown by now.
      else if (activeTab(editor)?.id === tab) put({ asset: media.sha256 }, file.name)
    } catch (thrown) {
      onProblem(toAppError(thrown).message)
    } finally {
      setTaking(null)
    }
  }
  return { taking, fill }
}

interface Part extends ControlProps {
  /** The name of a file that is being added to the library. */
  readonly taking: string | null
  readonly onChoose: () => void
}

function Named(props: Part) {
  const editor = useEditor()
  const { nodeId, portName, port, value, isDefault, disabled, isWrong, describedBy, taking, onChoose } = props
  const [typed, setTyped] = useState<string | null>(null)
  const commit = (): void => {
    if (typed !== null && typed !== writtenLiteral(value)) {
      props.onProblem(null)
      edit(editor, replaceValue(nodeId, portName, typedLiteral(typed), null))
    }
    setTyped(null)
  }
  return (
    <span className="flex items-center gap-[2px]">
      <input
        type="text"
        aria-label={`Address or file of ${port.label}`}
        aria-invalid={isWrong}
        aria-describedby={describedBy}
        disabled={disabled || taking !== null}
        spellCheck={false}
        className={fieldClass(isDefault)}
        placeholder="Drop or paste"
        value={taking === null ? (typed ?? writtenLiteral(value)) : `Taking in ${taking}`}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (isEnter(event)) commit()
          if (!isEscape(event) || typed === null) return
          setTyped(null)
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <IconButton
        className={buttonClass}
        label={`Choose a file for ${port.label}`}
        title="Choose a file"
        disabled={disabled || taking !== null}
        onClick={onChoose}
      >
        <FolderOpen size={14} aria-hidden />
      </IconButton>
    </span>
  )
}

const textButton =
  'nodrag flex h-[24px] shrink-0 cursor-pointer items-center gap-1 rounded-[5px] px-1 whitespace-nowrap text-dim hover:bg-line/60 hover:text-ink disabled:opacity-40'

function Shown(props: Part & { readonly sha256: string; readonly kind: MediaKind }) {
  const editor = useEditor()
  const { nodeId, portName, port, disabled, isWrong, isPictureAbove, kind, sha256, taking, onChoose } = props
  const media = useKnownMedia(kind, sha256, true)
  return (
    <div className="flex h-full flex-col gap-1">
      {!isPictureAbove && (
        <div
          className={`min-h-0 flex-1 overflow-hidden rounded-[5px] ${isPicture(kind) ? '' : 'border bg-canvas'} ${isWrong ? 'border border-failed' : 'border-line'}`}
        >
          <MediaTile media={media} alt={port.label} side={512} hasButtons />
        </div>
      )}
      <span className={`flex items-center ${isPictureAbove === true ? 'justify-end' : 'justify-between'}`}>
        {taking === null ? (
          <Button
            className={textButton}
            aria-label={`Choose another file for ${port.label}`}
            disabled={disabled}
            onClick={onChoose}
          >
            <FolderOpen size={14} aria-hidden />
            Replace
          </Button>
        ) : (
          <span role="status" className="truncate text-dim">{`Taking in ${taking}`}</span>
        )}
        {taking === null && <ImageFacts node={nodeId} media={media} />}
        <Button
          className={textButton}
          aria-label={`Clear ${port.label}`}
          disabled={disabled}
          onClick={() => edit(editor, replaceValue(nodeId, portName, undefined, null))}
        >
          <X size={14} aria-hidden />
          Clear
        </Button>
      </span>
    </div>
  )
}
