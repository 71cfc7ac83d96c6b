import { ImageOff } from 'lucide-react'
import { Button } from '../base/ui/Button.tsx'
import { useEditor } from '../base/useEditor.ts'
import { compareWith } from '../state/viewer/viewerStore.ts'

interface NoComparisonProps {
  /** What is viewed, in one word. */
  readonly what: string
  /** Whether the other one is no longer in the library. */
  readonly gone: boolean
}

/** Says why two results are not compared, and ends the comparison. */
export function NoComparison({ what, gone }: NoComparisonProps) {
  const editor = useEditor()
  return (
    <div className="m-auto flex flex-col items-center gap-3 p-8 text-center text-dim">
      <ImageOff size={28} aria-hidden />
      <p>
        {gone ? 'The picture to compare with is no longer in the library.' : 'Only pictures can be compared.'}
      </p>
      <Button className="text-accent" onClick={() => compareWith(editor, null)}>
        {`Show the one ${what}`}
      </Button>
    </div>
  )
}
