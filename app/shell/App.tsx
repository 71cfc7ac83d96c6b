import { useState } from 'react'
import { usePart, useEditor } from '../base/useEditor.ts'
import { PromptOverlay } from '../prompts/PromptOverlay.tsx'
import { Canvas } from '../canvas/Canvas.tsx'
import { Refusal } from '../canvas/Refusal.tsx'
import { FindBar } from '../canvas/search/FindBar.tsx'
import { NodeSearch } from '../canvas/search/NodeSearch.tsx'
import { Models } from '../canvas/model/Models.tsx'
import { PortPicker } from '../canvas/search/PortPicker.tsx'
import { DispatchContext } from '../base/dispatch.ts'
import { HostGoneContext } from '../base/ui/hostGone.ts'
import { dispatcher } from '../commands/dispatcher.ts'
import { Palette } from '../commands/Palette.tsx'
import { loadLater } from '../widgets/loadLater.tsx'
import { Tips } from '../widgets/tip/Tips.tsx'
import { FileBar } from '../workflows/FileBar.tsx'
import { NoTab } from '../workflows/NoTab.tsx'
import { MaskOverlay } from '../mask/MaskOverlay.tsx'
import { QuestionDialog } from './QuestionDialog.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { StartedAgain } from './StartedAgain.tsx'
import { Shell } from './Shell.tsx'
import { Toasts } from '../base/ui/Toasts.tsx'
import { shownTab, tabsStore } from '../state/tabs.ts'
import { useHostGone } from '../state/use.ts'
import { viewStore } from '../state/view.ts'

const KeyDialog = loadLater(async () => (await import('../settings/KeyDialog.tsx')).KeyDialog)

/** The dialog for keys: loaded when it is first opened, and there from then on. */
function Keys() {
  const isOpen = usePart(viewStore, (view) => view.keyEngines.length > 0)
  const [wasOpen, setWasOpen] = useState(false)
  if (isOpen && !wasOpen) setWasOpen(true)
  return wasOpen ? <KeyDialog /> : null
}

/** The page, which knows whether its host is reachable. */
export function App() {
  return (
    <HostGoneContext value={useHostGone()}>
      <Page />
    </HostGoneContext>
  )
}

/** The shell around the canvas of the shown tab, and what floats over both. */
function Page() {
  const editor = useEditor()
  const tab = usePart(tabsStore, shownTab)
  const refused = usePart(viewStore, (view) => view.connection === 'refused')
  if (refused && tab === null) return <StartedAgain tab={null} />
  return (
    <DispatchContext value={editor.get(dispatcher)}>
      <Shell>
        {tab !== null && <Canvas key={tab.id} tab={tab} />}
        {tab === null ? <NoTab /> : refused ? <StartedAgain tab={tab} /> : <FileBar tab={tab} />}
        <FindBar />
        <FirstSteps />
      </Shell>
      <NodeSearch />
      <PortPicker />
      <Models />
      <Palette />
      <MaskOverlay />
      <PromptOverlay />
      <Refusal />
      <QuestionDialog />
      <Keys />
      <Tips />
      <Toasts />
    </DispatchContext>
  )
}
