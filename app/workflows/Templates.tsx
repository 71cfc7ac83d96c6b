import type { ExampleEntry } from '#shared/api/records.ts'
import { useEditor } from '../base/useEditor.ts'
import { openExample } from '../state/workflows/file.ts'
import { notifyFailure } from '../base/notify.ts'
import { Button } from '../base/ui/Button.tsx'
import { Miniature } from './Miniature.tsx'

/** Workflows to start from, each with a picture of its graph. */
export function Templates({ examples }: { readonly examples: readonly ExampleEntry[] }) {
  const editor = useEditor()
  if (examples.length === 0) return null
  return (
    <section aria-label="Templates">
      <h3 className="px-3 pt-4 pb-1 text-[12px] text-dim">Templates</h3>
      <ul className="flex flex-col gap-2 px-3 pb-3">
        {examples.map(({ id, name, help, text }) => (
          <li key={id}>
            <Button
              needsHost
              className="block w-full overflow-hidden rounded-lg border border-line text-left hover:border-accent"
              onClick={() => void openExample(editor, id).catch((thrown) => notifyFailure(editor, thrown))}
            >
              <Miniature text={text} />
              <span className="block px-3 pt-2 pb-2">
                {name}
                {help !== '' && <span className="mt-1 block text-[12px] text-dim">{help}</span>}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
