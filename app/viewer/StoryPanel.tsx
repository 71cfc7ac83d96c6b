import { Copy } from 'lucide-react'
import type { ResultDetails } from '#shared/api/records.ts'
import { IconButton } from '../base/ui/IconButton.tsx'
import { useEditor } from '../base/useEditor.ts'
import { copyText } from '../base/media/copyPicture.ts'
import { engineTitle } from '../state/engines.ts'
import { useView } from '../state/use.ts'
import type { Fact } from './facts.ts'
import { factsOf, fileFactsOf } from './facts.ts'
import { StoryInputs } from './StoryInputs.tsx'
import type { GivenInput } from './inputsOf.ts'
import { inputsOf } from './inputsOf.ts'
import { useNodeType } from '../state/catalogue/useNodeType.ts'
import { PictureActs } from './PictureActs.tsx'

/** The actions on a picture, and all that is known about how it was made. */
export function StoryPanel({
  sha256,
  story,
}: {
  readonly sha256: string
  readonly story: ResultDetails | null
}) {
  const row = story?.row ?? null
  const type = useNodeType(row?.nodeType ?? null)
  const engines = useView((view) => view.engines)
  const titleOf = (engine: string): string => engineTitle({ engines }, engine)
  const inputs = row === null ? [] : inputsOf(row, type)
  return (
    <aside
      aria-label="What it came from"
      tabIndex={0}
      className="w-[328px] shrink-0 overflow-y-auto border-l border-line bg-card p-4 outline-offset-[-2px] select-text"
    >
      {story !== null && (
        <>
          <PictureActs story={story} />
          <StoryInputs viewed={sha256} inputs={inputs.filter((input) => !isShort(input))} />
          <h3 className="mt-5 mb-1 font-semibold">
            {row === null ? 'Where it came from' : 'How it was made'}
          </h3>
          {row === null && story.source === null && (
            <p className="text-dim">No run in this library made it.</p>
          )}
          <Facts facts={factsOf(story, type, titleOf)} />
          <Settings inputs={inputs} />
          {story.media !== null && (
            <>
              <h3 className="mt-5 mb-1 font-semibold">The file</h3>
              <Facts facts={fileFactsOf(story.media)} />
            </>
          )}
        </>
      )}
    </aside>
  )
}

/** Numbers, choices and the like get one line each; prompts and pictures get more room. */
const isShort = (input: GivenInput): boolean => input.kind === 'words' && !input.prose

function Settings({ inputs }: { readonly inputs: readonly GivenInput[] }) {
  const facts = inputs.flatMap((input) =>
    isShort(input) && input.kind === 'words' ? [{ label: input.label, value: input.text, copy: false }] : [],
  )
  if (facts.length === 0) return null
  return (
    <>
      <h3 className="mt-5 mb-1 font-semibold">Settings</h3>
      <Facts facts={facts} />
    </>
  )
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const editor = useEditor()
  return (
    <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-2">
      {facts.map(({ label, value, copy }) => (
        <div key={label} className="col-span-2 grid min-h-[26px] grid-cols-subgrid items-baseline">
          <dt className="text-dim">{label}</dt>
          <dd className="flex min-w-0 items-baseline gap-1">
            <span
              className={copy && value.length > 20 ? 'min-w-0 truncate' : 'min-w-0 break-words'}
              title={value}
            >
              {value}
            </span>
            {copy && (
              <IconButton
                label={`Copy ${label}`}

                className="grid size-6 shrink-0 place-items-center self-center rounded text-dim hover:bg-line/60 hover:text-ink"
                onClick={() =>
                  void copyText(editor, value, `the ${label === 'SHA-256' ? label : label.toLowerCase()}`)
                }
              >
                <Copy size={13} aria-hidden />
              </IconButton>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
