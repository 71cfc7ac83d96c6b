import './jitless.ts'
import './styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { hearState, startEditor } from './startEditor.ts'
import { createSocketTransport } from './transport/socket.ts'

const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
await startEditor(createSocketTransport({ onState: hearState }))
