/**
 * Property names that only scripts of one build use among themselves, and that the build may therefore shorten: on no wire, in no
 * public type, in no string, no property of a browser's object (`own-names.test.ts`).
 */
export const OWN_NAMES = `
afterEvent announce answerParent asks assetMissing assetOf attended begin boxes broke budget cancellable
carriesChildren catchUp checks clearIdle collect comeBack complain copied copies createCanvases createEmbeds
createEmitter createPreview createSharing createTextRules depthOf dirt drained drawn dropFrames dropSince emit emitter
faultError findCallback fleeting follow followCustomer forgetTree freshCanvases freshControls gate geometry goOn
hashes hasRules heard heldElsewhere hide hides hidesAttribute hidesPart hidesPictures hidesTitle holdSession hosts
idOf inElement inputChecked inputDefaultChecked inputDefaultValue inputIndeterminate inputValue isOriginEntry isPart
joined judge kindOf known knownFrom leaked lend listen liveness loadCore loadPart look madeSheet makeMovable masked
matched matchMore mirrored moving natives newestKey news nextFrame nodeOf notBefore onBehind onCustom onRoot
onRootGone optionDefaultSelected optionSelected overtaken parted patternsMean peeking pings prepare prepareLive probe
publicAddress publicLink quieten quietly radios readAsset readPin reasons recover reopen resized restart restarted
rested restyled resuming rootOf roots routed scrolled seat secrets seen seeUnseen sendFleeting sendFrame settle
shadows shut sides someone soon spent startCapture strayed styles supplyAsset supportsText sweep tabs tellFault
tellOpening textareaDefaultValue textareaValue tick timeoutMs tired toJson touch trustedHtml unheard unknownElement
unseen waited wake wakes walk wants watch watchLeaving whenIdle windowMs wishes writer
`
  .trim()
  .split(/\s+/);
