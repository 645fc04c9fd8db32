/** Runs before the first paint, so that no page flashes in the wrong theme. Kept tiny: it is in every page. */
export const themeScript = `(function(){var t;try{t=JSON.parse(localStorage.getItem('eduscale.preferences')||'{}').theme}catch(e){}
var d=t==='dark'||(t!=='light'&&matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.dataset.theme=d?'dark':'light'})()`
