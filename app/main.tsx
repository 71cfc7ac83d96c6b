import './jitless.ts'
import './styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './shell/App.tsx'
import { joinDesktop } from './shell/desktop.ts'
import { startEditor } from './shell/startEditor.ts'
import { bridgeOf, createBridgeTransport } from './base/transport/bridge.ts'
import { createSocketTransport } from './base/transport/socket.ts'

const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
const bridge = bridgeOf(window)
const editor = startEditor((onState) =>
  bridge === null ? createSocketTransport({ onState }) : createBridgeTransport(bridge),
)
await editor.ready
if (bridge !== null) joinDesktop()
