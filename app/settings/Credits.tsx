/** The libraries of the page. React Flow's mark is hidden on the canvas, so it is credited here. */
export const Credits = () => (
  <p className="m-0 px-3 py-3 text-[12px] text-dim">
    The canvas uses{' '}
    <a className="underline hover:text-ink" href="https://reactflow.dev" target="_blank" rel="noreferrer">
      React Flow
    </a>{' '}
    (MIT licence).
  </p>
)
