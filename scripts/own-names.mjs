/**
 * Property names that only scripts of one build use among themselves, and that the build may therefore shorten: on no wire, in no
 * public type, in no string, no property of a browser's object (`own-names.test.ts`).
 */
export const OWN_NAMES = `
afterEvent announce asks assetMissing assetOf begin boxes broke budget carriesChildren catchUp checks clearIdle collect
complain copied copies createPreview createSharing depthOf dirt drained drawn dropFrames emit emitter fleeting follow
forgetTree freshCanvases freshControls gate geometry goOn hasRules hashes heard heldElsewhere hide hides hidesAttribute
hidesPart hidesPictures hidesTitle holdSession hosts idOf inElement inputChecked inputDefaultChecked inputDefaultValue
inputIndeterminate inputValue judge kindOf known lend listen loadCore loadPart look makeMovable masked matchMore matched
mirrored moving natives news nextFrame nodeOf notBefore onCustom onRoot onRootGone optionDefaultSelected optionSelected
overtaken peeking prepare probe publicLink quieten quietly radios readPin reasons recover reopen resized restart
restyled resuming roots routed scrolled secrets seen sendFleeting sendFrame settle shadows sides someone soon spent
startCapture strayed styles supplyAsset sweep tabs tellFault tellOpening textareaDefaultValue textareaValue tick touch
unknownElement unseen waited wake wakes walk wants watch watchLeaving whenIdle wishes writer`
  .trim()
  .split(/\s+/);
