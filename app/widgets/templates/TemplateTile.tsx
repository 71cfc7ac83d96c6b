import type { ExampleEntry } from '#shared/api/records.ts'
import { Button } from '../../base/ui/Button.tsx'
import { notifyFailure } from '../../base/notify.ts'
import { useEditor } from '../../base/useEditor.ts'
import { openExample } from '../../state/workflows/file.ts'
import { templateImage } from './templateImages.ts'

/** A template as an image of its result, its name and what it does. A click opens it. */
export function TemplateTile({ example: { id, name, help } }: { readonly example: ExampleEntry }) {
  const editor = useEditor()
  const image = templateImage(id)
  return (
    <Button
      needsHost
      className="pointer-events-auto flex size-full flex-col justify-start overflow-hidden rounded-lg border border-line bg-card text-left hover:border-dim"
      onClick={({ detail }) => {
        // The second click of a double-click.
        if (detail > 1) return
        openExample(editor, id).catch((thrown) => notifyFailure(editor, thrown))
      }}
    >
      {image !== null && (
        <img
          src={image}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          className="block aspect-[16/9] w-full bg-canvas object-cover"
        />
      )}
      <span className="block px-3 py-2">
        <span className="block font-medium">{name}</span>
        {help !== '' && <span className="mt-1 block text-[12px] text-dim">{help}</span>}
      </span>
    </Button>
  )
}
