import { usePart, useEditor } from '../base/useEditor.ts'
import type { Editor } from '../base/editor.ts'
import { CompareLine } from '../widgets/CompareLine.tsx'
import { viewerStore } from '../state/viewer/viewerStore.ts'

const slideTo = (editor: Editor, slider: number): void => editor.get(viewerStore).setState({ slider })

/** The line between the two pictures in the viewer. */
export function Slider() {
  const editor = useEditor()
  const at = usePart(viewerStore, (viewer) => viewer.slider)
  return <CompareLine at={at} onSlide={(slider) => slideTo(editor, slider)} />
}
