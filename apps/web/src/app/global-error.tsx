'use client'

/**
 * The last net, when even the layout failed: no messages, no store and no tokens can be counted on here. It also keeps
 * Next's own, larger page out of the bundle.
 */
export default function GlobalError() {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'sans-serif', padding: '10vh 10vw' }}>
        <h1>Something broke</h1>
        <p>It is our fault. Your code is kept.</p>
        <p>
          <button type="button" onClick={() => location.reload()}>
            Try again
          </button>
        </p>
      </body>
    </html>
  )
}
