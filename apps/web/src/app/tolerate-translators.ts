/**
 * A page translator puts `<font>` elements in the place of text nodes. When React then takes such a text away, or puts something before
 * it, the node isn't where React left it, and the whole page dies (https://github.com/facebook/react/issues/11538). Runs before
 * React: what is gone already needs no removing, and what would stand before it stands at the end. Kept tiny: it is in every page.
 */
export const translatorScript = `(function(p){var r=p.removeChild,i=p.insertBefore;
p.removeChild=function(c){return c.parentNode===this?r.call(this,c):(c.parentNode&&c.parentNode.removeChild(c),c)};
p.insertBefore=function(n,b){return i.call(this,n,b&&b.parentNode!==this?null:b)}})(Node.prototype)`
