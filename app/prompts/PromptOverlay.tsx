import { usePart } from '../base/useEditor.ts'
import { loadLater } from '../widgets/loadLater.tsx'
import { answerStore } from '../state/prompts/answerStore.ts'

const AnswerDialog = loadLater(async () => (await import('./AnswerDialog.tsx')).AnswerDialog)

/** The open prompt of a run. */
export function PromptOverlay() {
  const open = usePart(answerStore, (state) => state.open)
  return open === null ? null : <AnswerDialog key={`${open.run} ${open.node}`} open={open} />
}
