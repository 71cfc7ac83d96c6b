import './jitless.ts'
import './styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './shell/App.tsx'
import { joinDesktop } from './shell/desktop.ts'
import { startEditor } from './shell/startEditor.ts'
import { moveHost, moveMedia } from './base/host.ts'
import { EditorContext } from './base/useEditor.ts'
import { bridgeOf, createBridgeTransport } from './base/transport/bridge.ts'
import { createSocketTransport } from './base/transport/socket.ts'

const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no root')
const bridge = bridgeOf(window)
const editor = startEditor(
  (onState, editor) =>
    bridge === null
      ? createSocketTransport({
          onState,
          onHostPaths: ({ host, media }) => {
            moveHost(editor, host)
            moveMedia(editor, media)
          },
        })
      : createBridgeTransport(bridge),
  bridge === null ? [] : [joinDesktop],
)
createRoot(root).render(
  <StrictMode>
    <EditorContext value={editor}>
      <App />
    </EditorContext>
  </StrictMode>,
)
