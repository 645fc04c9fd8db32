/**
 * A page translator puts `<font>` elements in the place of text nodes, and React goes on with the nodes that it knows: it would write
 * new texts where nobody sees them, leave old ones standing, or die (https://github.com/facebook/react/issues/11538). Runs before
 * React, and remembers which element stands for which text: what is done to the text is done to that. A text that changes comes back
 * in its place, where the translator finds it as a new one. Kept tiny: it is in every page.
 */
export const translatorScript = `(function(p){
var stands=new WeakMap(),remove=p.removeChild,insert=p.insertBefore,append=p.appendChild;
function standIn(text,parent){var font=text&&stands.get(text);return font&&font.parentNode&&(!parent||font.parentNode===parent)?font:null}
function takeAway(text){var font=standIn(text);if(font)remove.call(font.parentNode,font)}
function isFont(node){return node&&node.nodeName==='FONT'}
var seen=new MutationObserver(function(records){records.forEach(function(record){
var text=record.target,font=record.type==='characterData'&&!text.parentNode&&standIn(text);
if(font)font.parentNode.replaceChild(text,font);
record.removedNodes.forEach(function(text){
if(text.nodeType!==3||text.parentNode)return;
var font=[record.addedNodes[0],record.previousSibling,record.nextSibling].find(isFont);
if(font){stands.set(text,font);seen.observe(text,{characterData:true})}})})});
seen.observe(document,{childList:true,subtree:true});
p.removeChild=function(child){
if(child.parentNode===this)return remove.call(this,child);
takeAway(child);if(child.parentNode)remove.call(child.parentNode,child);return child};
p.insertBefore=function(node,before){
takeAway(node);return insert.call(this,node,before&&before.parentNode!==this?standIn(before,this):before)};
p.appendChild=function(node){takeAway(node);return append.call(this,node)}})(Node.prototype)`
