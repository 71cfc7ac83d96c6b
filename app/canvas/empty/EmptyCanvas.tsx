import { ImageDown } from 'lucide-react'
import { useState } from 'react'
import { useDispatch } from '../../base/dispatch.ts'
import { useEditor } from '../../base/useEditor.ts'
import { TextButton } from '../../base/ui/TextButton.tsx'
import { useView } from '../../state/use.ts'
import { useExamples } from '../../state/workflows/useExamples.ts'
import { placeFound } from '../../graph/acts/placeFound.ts'
import { middleOfView } from '../../graph/reactFlow.ts'
import { TemplateTile } from '../../widgets/templates/TemplateTile.tsx'
import { ListBox } from '../search/ListBox.tsx'
import { useTypeItems } from '../search/useTypeItems.tsx'

/** What an empty canvas offers: a search that adds the first node, what can be dropped, and templates. */
export function EmptyCanvas() {
  const examples = useExamples()
  const { call } = useDispatch()
  const hasPanel = useView((view) => view.panel !== null)
  return (
    <div
      data-empty
      className={`pointer-events-none absolute inset-0 overflow-y-auto ${hasPanel ? 'pl-[340px]' : ''}`}
    >
      <div className="mx-auto flex min-h-full w-full max-w-[808px] flex-col justify-center gap-4 px-6 pt-8 pb-16">
        <FirstNode />
        <p className="pointer-events-auto m-0 flex items-center justify-center gap-2 self-center text-dim">
          <ImageDown size={16} aria-hidden />
          Double-click to add a node, or drop an image or a ComfyUI workflow here.
          <TextButton onClick={() => call('file.openFile')}>Open a file</TextButton>
        </p>
        <section aria-label="Templates">
          <h2 className="m-0 mb-2 text-[13px] font-medium text-dim">Templates</h2>
          <ul className="m-0 grid grid-cols-[repeat(auto-fill,minmax(200px,1fr))] gap-3 p-0">
            {examples.map((example) => (
              <li key={example.id} className="list-none">
                <TemplateTile example={example} />
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  )
}

function FirstNode() {
  const editor = useEditor()
  const [query, setQuery] = useState('')
  const items = useTypeItems(query)
  return (
    <div className="pointer-events-auto relative h-[42px] w-full max-w-[420px] self-center">
      <div className="absolute inset-x-0 top-0 z-10">
        <ListBox
          {...items}
          at={null}
          label="Add the first node"
          placeholder="Search nodes: text to image, upscale…"
          onQuery={setQuery}
          onChoose={(id) => placeFound(editor, id, { at: middleOfView(editor), loose: null })}
          onClose={() => undefined}
        />
      </div>
    </div>
  )
}
