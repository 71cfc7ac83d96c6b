import { Blend } from 'lucide-react'
import { IconButton } from '../base/ui/IconButton.tsx'
import { Button } from '../base/ui/Button.tsx'
import { useEditor } from '../base/useEditor.ts'
import { isPicture } from '#shared/media/kinds.ts'
import { MediaTile } from '../media/MediaTile.tsx'
import type { GivenInput } from './inputsOf.ts'
import { compareWith, openInput } from '../state/viewer/viewerStore.ts'

interface StoryInputsProps {
  readonly viewed: string
  readonly inputs: readonly GivenInput[]
}

/** The inputs of a picture. Each picture among them can be opened in turn, back to the original source. */
export function StoryInputs({ viewed, inputs }: StoryInputsProps) {
  const editor = useEditor()
  if (inputs.length === 0) return null
  return (
    <section aria-label="What went in" className="mt-5">
      <h3 className="mb-2 font-semibold">What went in</h3>
      <dl className="flex flex-col gap-3">
        {inputs.map((input) => (
          <div key={input.label}>
            <dt className="mb-1 text-[12px] text-dim">{input.label}</dt>
            {input.kind === 'words' ? (
              <dd className="break-words whitespace-pre-wrap">{input.text}</dd>
            ) : (
              <dd className="flex flex-wrap gap-2">
                {input.media.map(({ sha256, media }, index) => (
                  <div key={`${sha256} ${index}`} className="relative">
                    <Button
                      aria-label={`Open ${input.label}${input.media.length > 1 ? ` ${index + 1}` : ''}`}
                      title="Open it with its details"
                      className="block size-[84px] overflow-hidden rounded-lg border border-line bg-canvas hover:border-accent"
                      onClick={() => openInput(editor, sha256)}
                    >
                      <MediaTile media={{ sha256, media }} alt="" side={256} />
                    </Button>
                    {isPicture(media) && sha256 !== viewed && (
                      <IconButton
                        label={`Compare with ${input.label}`}

                        className="absolute right-1 bottom-1 grid size-6 place-items-center rounded-md bg-card/90 text-dim hover:text-ink"
                        onClick={() => compareWith(editor, sha256)}
                      >
                        <Blend size={13} aria-hidden />
                      </IconButton>
                    )}
                  </div>
                ))}
              </dd>
            )}
          </div>
        ))}
      </dl>
    </section>
  )
}
